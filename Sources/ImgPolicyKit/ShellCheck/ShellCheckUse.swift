internal import Linting
internal import Rules

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

/// A word of the command line about ShellCheck, which beats what the policies say.
struct ShellCheckDemand {
  var use: ShellCheckUse
  /// The option that says it.
  var option: String
}

extension ShellCheckOptions {
  /// What the command line says: by `--shellcheck`, or by selecting what nobody else finds. nil when it leaves it to the policies.
  func demand(_ commandLine: Selection.CommandLine, _ names: RuleNames) throws(RunError) -> ShellCheckDemand? {
    let asking = commandLine.asking { Self.isFoundByShellCheckAlone($0, names) }
    guard let use else { return asking.map { ShellCheckDemand(use: .on, option: $0) } }
    guard let known = ShellCheckUse(rawValue: use) else {
      throw .unknown("value", use, of: "--shellcheck", among: ShellCheckUse.allCases.map(\.rawValue))
    }
    if let asking, known == .off { throw .usage("\(asking) asks for ShellCheck, and --shellcheck off leaves it out") }
    return ShellCheckDemand(use: known, option: "--shellcheck \(use)")
  }

  private static func isFoundByShellCheckAlone(_ selector: RuleNames.Selector, _ names: RuleNames) -> Bool {
    switch selector {
    case .all, .group: false
    case .origin(let origin): origin == .shellcheck
    case .rule(let name): name == ShellScriptFault.info.name
    case .alias(let alias): ShellScriptFault.info.mayBear(alias) && names.rules(bearing: selector).isEmpty
    }
  }
}
