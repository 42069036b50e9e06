internal import Linting

extension Catalog {
  /// The rules that judge a Dockerfile with an image that was built from it, in alphabetical order.
  static func releaseRules(_ settings: RuleSettings) -> [any Rule<Release>] {
    [
      DriftedBase(),
      DriftedCommand(),
      DriftedEnv(),
      DriftedHealthcheck(),
      DriftedHistory(settings),
      DriftedLabel(),
      DriftedPort(),
      DriftedUser(),
      DriftedWorkdir(),
      OverBudgetRelease(settings),
      OversizedInstruction(settings),
    ]
  }
}
