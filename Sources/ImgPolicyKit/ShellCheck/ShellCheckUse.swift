/// Whether the program shellcheck is asked about shell text: the key `shellcheck` of a policy, and `--shellcheck`.
package enum ShellCheckUse: String, Sendable, CaseIterable {
  /// A run without the program is a configuration error.
  case on
  case off
  /// On where the program is installed.
  case auto

  package static let words: [(word: String, value: ShellCheckUse)] = allCases.map { ($0.rawValue, $0) }
}

/// What a run knows about the use of ShellCheck beside the policies.
package struct ShellCheckOptions: Sendable {
  /// `--shellcheck`: beats what the policies say; nil leaves it to them.
  package var use: String?
  /// Whether results of earlier runs count, and those of this one are kept.
  package var usesCache = true
  /// The variables of the process: PATH, and where the user's cache is.
  package var environment: [String: String] = [:]

  package init() {}
}

extension ShellCheckOptions {
  func chosenUse() throws(RunError) -> ShellCheckUse? {
    guard let use else { return nil }
    if let known = ShellCheckUse(rawValue: use) { return known }
    throw .unknown("value", use, of: "--shellcheck", among: ShellCheckUse.allCases.map(\.rawValue))
  }
}
