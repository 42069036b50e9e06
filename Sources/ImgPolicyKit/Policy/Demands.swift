internal import Linting
internal import Rules

/// Settings are demands: a budget, a layout or an option brings the rule that judges it, also over a policy
/// that does not have it. What a policy demands is no hint: it is a warning at least, unless the same policy, or one over it,
/// grades the rule otherwise.
enum Demands {
  /// A rule that stands for one of these comes along with it.
  private static let rules: [(isSet: @Sendable (RuleSettings) -> Bool, names: [String])] = [
    ({ !$0.budgets.image.isEmpty }, ["oversized-image"]),
    ({ !$0.budgets.layer.isEmpty }, ["oversized-layer"]),
    ({ $0.budgets.deadBytes != nil || $0.budgets.deadPercent != nil }, ["wasted-bytes"]),
    ({ !$0.budgets.own.isEmpty }, ["oversized-own-layers"]),
    ({ $0.budgets.file != nil }, ["oversized-file"]),
    ({ $0.budgets.entries != nil }, ["excessive-files"]),
    ({ $0.budgets.layers != nil }, ["excessive-layers"]),
    ({ $0.budgets.growthBytes != nil || $0.budgets.growthPercent != nil }, ["image-growth"]),
    ({ $0.layout?.stages.isEmpty == false }, ["missing-required-stage", "misordered-stages"]),
    ({ $0.layout?.final != nil }, ["missing-required-stage"]),
    ({ $0.layout?.bases.isEmpty == false }, ["missing-required-stage", "unexpected-stage-base"]),
    ({ $0.layout?.copies.isEmpty == false }, ["missing-required-stage", "missing-stage-copy"]),
    ({ $0.budgets.context != nil }, ["oversized-context"]),
    ({ $0.files.contains { $0.isForbidden } }, ["forbidden-file"]),
    ({ $0.files.contains { $0.isRequired } }, ["missing-required-file"]),
    ({ $0.files.contains { $0.hasAttributes } }, ["unexpected-file-attributes"]),
    ({ $0.layout?.forbidden.contains(.buildTools) == true }, ["build-tools-in-final-stage", "build-tools-in-image"]),
    ({ $0.layout?.forbidden.contains(.packageManagerCaches) == true }, cachesLeftBehind + ["package-cache-in-image"]),
    ({ $0.layout?.forbidden.contains(.sourceTree) == true }, ["source-tree-in-final-stage", "source-tree-in-image"]),
    ({ $0.registries != nil }, ["registry-not-allowed", "untrusted-workload-registry"]),
    ({ !$0.labelSchema.isEmpty }, ["empty-label", "malformed-label-value"]),
    ({ !$0.requiredLabels.isEmpty }, ["missing-label", "missing-image-label"]),
    ({ $0.labels.isStrict == true }, ["unexpected-label"]),
    ({ !$0.config.environment.isEmpty }, ["unexpected-env-value", "unexpected-image-env-value"]),
    ({ $0.config.ports != nil }, ["unexpected-port", "unexpected-image-port"]),
    ({ $0.config.requiresHealthcheck }, ["missing-healthcheck", "missing-image-healthcheck"]),
    ({ $0.config.requiresNonRootUser == true }, ["missing-user", "root-user", "root-image-user"]),
    ({ $0.config.requiresNumericUser == true }, ["non-numeric-user", "non-numeric-image-user"]),
    ({ $0.config.platforms != nil }, ["unexpected-platform", "unexpected-stage-platform"]),
    ({ $0.config.age != nil }, ["outdated-image"]),
    ({ $0.values.contains { $0.isRequired } }, ["missing-required-value"]),
    ({ $0.values.contains { $0.pattern != nil || !$0.choices.isEmpty } }, ["malformed-value"]),
    ({ $0.values.contains { $0.minimum != nil || $0.maximum != nil } }, ["out-of-range-value"]),
    ({ $0.values.contains { $0.lessThan != nil || $0.atMost != nil } }, ["misordered-values"]),
    (
      {
        $0.config.entrypoint != nil || $0.config.cmd != nil || $0.config.workdir != nil || $0.config.stopSignal != nil
      }, ["unexpected-command", "unexpected-stage-command"]
    ),
  ]

  /// The rules about what a package manager leaves in a layer, by the instruction that does so.
  static let cachesLeftBehind = [
    "apk-cache-left-behind", "apt-lists-left-behind", "dnf-cache-left-behind", "language-cache-left-behind",
    "pip-cache-left-behind", "yarn-cache-left-behind", "yum-cache-left-behind", "zypper-cache-left-behind",
  ]

  /// What a policy's own settings make of the grades below it, as far as no policy over it takes them back: `settings` is what all
  /// of them amount to.
  static func grades(of policy: Policy, in settings: RuleSettings) -> [Policy.Grade] {
    rules.filter { $0.isSet(policy.settings) && $0.isSet(settings) }.flatMap(\.names).map {
      Policy.Grade(.rule($0), .atLeast(.warning))
    }
  }

  /// The rules that settings need, each at its own severity: the lowest layer, which every policy may grade anew.
  static func grades(of policy: EffectivePolicy, _ names: RuleNames) -> [Policy.Grade] {
    let settings = policy.settings
    // Who gives a rule its options wants to hear of it.
    var demanded = rules.filter { $0.isSet(settings) }.flatMap(\.names) + settings.options.keys.sorted()
    if !policy.suppressions.allowsComments { demanded.append("inline-suppression") }
    if policy.suppressions.wantsReason { demanded.append("void-suppression") }
    if !policy.waivers.isEmpty { demanded += ["expired-waiver", "unused-suppression"] }
    return demanded.compactMap { rule in
      names.severity(ofRule: rule).map { Policy.Grade(.rule(rule), .on($0)) }
    }
  }
}
