internal import Linting
internal import Rules

/// What policies say of the fixes of single rules: `rules: { apt-command: { fix: never } }`.
package struct FixLimits: Sendable {
  /// Which of a rule's fixes may be applied.
  package enum Permission: String, Sendable, CaseIterable {
    /// None: its fixes are shown only.
    case never
    /// Those that are safe, also where unsafe ones are asked for.
    case safe
    /// All of them, also where only safe ones are asked for.
    case unsafe

    static let words: [(word: String, value: Permission)] = allCases.map { ($0.rawValue, $0) }
  }

  /// The permission that a selector's findings have.
  package struct Limit: Sendable, Hashable {
    var selector: RuleNames.Selector
    var permission: Permission
  }

  /// A later layer beats an earlier one.
  var layers: [[Limit]] = []

  /// What the policies say of a finding's fix; nil when they say nothing.
  func permission(for finding: Finding, _ info: RuleInfo?) -> Permission? {
    guard let info else { return nil }
    let senses = Senses(isOwn: finding.isOwn, aliases: finding.aliases)
    for layer in layers.reversed() {
      let covering = layer.filter { $0.selector.covers(senses, of: info, switchingOff: true) }
      let narrowest = covering.map(\.selector.specificity).max()
      if let limit = covering.last(where: { $0.selector.specificity == narrowest }) { return limit.permission }
    }
    return nil
  }

  /// The finding with its fix as far as the policies allow it: a fix that may not be applied is shown only.
  func limited(_ judged: JudgedFinding, _ info: RuleInfo?) -> JudgedFinding {
    guard let fix = judged.finding.fix, let permission = permission(for: judged.finding, info) else { return judged }
    var judged = judged
    if permission == .never || (permission == .safe && fix.applicability == .unsafe) {
      judged.finding.fix?.applicability = .display
    }
    return judged
  }
}
