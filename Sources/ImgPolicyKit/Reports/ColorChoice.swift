/// The values of `--color`, and the rules that turn them into yes or no.
package enum ColorChoice: String, Sendable, CaseIterable {
  case auto
  case always
  case never

  /// - Parameter flag: the value of `--color`
  package init(flag: String) throws(RunError) {
    guard let choice = ColorChoice(rawValue: flag) else {
      throw .unknown("value", flag, of: "--color", among: ColorChoice.allCases.map(\.rawValue))
    }
    self = choice
  }

  /// Whether to colour a stream: the flag wins; then `NO_COLOR` (no-color.org), `FORCE_COLOR` and `CLICOLOR_FORCE`,
  /// `CLICOLOR=0`, `TERM=dumb`; then terminals are coloured, and the logs of the CI systems that render ANSI sequences
  /// although they are no terminals.
  ///
  /// - Parameter isRegularFile: a report that is redirected into a file is no log, also in CI.
  package static func resolve(
    flag: ColorChoice, environment: [String: String], isTerminal: Bool, isRegularFile: Bool = false
  ) -> Bool {
    switch flag {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if isSet("NO_COLOR", in: environment) { return false }
    if forces("FORCE_COLOR", in: environment) || forces("CLICOLOR_FORCE", in: environment) { return true }
    if environment["CLICOLOR"] == "0" || environment["TERM"] == "dumb" { return false }
    if isTerminal { return true }
    return !isRegularFile && logsWithColor.contains { forces($0, in: environment) }
  }

  private static let logsWithColor = ["GITHUB_ACTIONS", "GITLAB_CI"]

  private static func isSet(_ name: String, in environment: [String: String]) -> Bool {
    environment[name].map { !$0.isEmpty } ?? false
  }

  private static func forces(_ name: String, in environment: [String: String]) -> Bool {
    isSet(name, in: environment) && !["0", "false"].contains(environment[name])
  }
}
