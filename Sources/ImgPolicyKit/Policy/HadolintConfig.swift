internal import Linting
internal import Rules

/// What hadolint's own configuration says, from its file or from its environment variables.
///
/// `format`, `formats`, `no-color` and `verbose` are checked and then passed over: they say nothing of the verdict.
struct HadolintConfig: Sendable {
  /// The codes under `override`, by their new severity.
  var overrides: [Severity: [RuleNames.Selector]] = [:]
  var ignored: [RuleNames.Selector] = []
  var trustedRegistries: [String] = []
  var labelSchema: [String: LabelKind] = [:]
  var hasStrictLabels: Bool?
  var voidsPragmas: Bool?
  var failureThreshold: Severity?
  var neverFails: Bool?

  /// Lays the file over the variables as hadolint does: lists are joined, the later of two single values wins, and of two
  /// kinds of one label the earlier.
  mutating func merge(_ later: HadolintConfig) {
    overrides.merge(later.overrides) { $0 + $1 }
    ignored += later.ignored
    trustedRegistries += later.trustedRegistries
    labelSchema.merge(later.labelSchema) { earlier, _ in earlier }
    hasStrictLabels = later.hasStrictLabels ?? hasStrictLabels
    voidsPragmas = later.voidsPragmas ?? voidsPragmas
    failureThreshold = later.failureThreshold ?? failureThreshold
    neverFails = later.neverFails ?? neverFails
  }

  /// The same as a policy, to be laid over the built-in policy `hadolint`.
  var policy: Policy {
    var policy = Policy()
    policy.extends = []
    policy.grades = grades
    policy.failOn = neverFails == true ? .never : failureThreshold.map { .at($0) }
    policy.settings.registries = trustedRegistries.isEmpty ? nil : trustedRegistries
    policy.settings.labels = LabelDemands(
      schema: labelSchema, required: labelSchema.keys.sorted(), isStrict: hasStrictLabels)
    if voidsPragmas == true { policy.suppressions.inline = false }
    return policy
  }

  /// Of equals the later grade counts, so the highest override wins, and what is ignored is off.
  private var grades: [Policy.Grade] {
    // Void comments are what is asked for here, not a finding for each.
    let comments = voidsPragmas == true ? [Policy.Grade(.rule("inline-suppression"), .off)] : []
    let overridden = Severity.allCases.sorted().flatMap { severity in
      (overrides[severity] ?? []).map { Policy.Grade($0, .on(severity)) }
    }
    return comments + overridden + ignored.map { Policy.Grade($0, .off) }
  }
}
