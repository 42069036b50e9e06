package import Linting
internal import Rules

/// Applies the waivers of policies to what was found, and keeps account of those that are past their last day.
package struct WaiverLedger: Sendable {
  private let infos: [String: RuleInfo]
  /// Where each expired waiver is told: on the first input with a finding that it would cover, else on the first that it is about.
  private var expired: [Waiver: (input: Int, isNeeded: Bool)] = [:]

  package init(_ infos: [RuleInfo]) {
    self.infos = Dictionary(infos.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Marks the findings of one input that a waiver covers on `day`. What a comment suppresses already stays as it is.
  package mutating func apply(
    _ waivers: [Waiver], on day: CalendarDate?, to findings: inout [JudgedFinding], in subject: Waiver.Subject
  ) {
    // One for another input is that one's affair, whether this run judges it or not.
    for waiver in waivers where waiver.isAbout(subject) {
      let covered = findings.indices.filter {
        findings[$0].suppressed == nil && covers(waiver, findings[$0], in: subject)
      }
      guard waiver.isExpired(on: day) else {
        for index in covered { findings[index].suppressed = .init(by: .waiver, reason: waiver.reason) }
        continue
      }
      let known = expired[waiver]
      if known == nil || (known?.isNeeded == false && !covered.isEmpty) {
        expired[waiver] = (subject.input, !covered.isEmpty)
      }
    }
  }

  /// Whether a waiver means a finding. That the build fails is what `syntax-error` says: only who waives that accepts it, whatever
  /// the rule that tells it.
  private func covers(_ waiver: Waiver, _ judged: JudgedFinding, in subject: Waiver.Subject) -> Bool {
    var finding = judged.finding
    if judged.failsBuild {
      finding.rule = SyntaxError.info.name
      finding.aliases = []
      finding.isOwn = true
    }
    return waiver.covers(finding, infos[finding.rule], in: subject)
  }

  /// What there is to say of the expired waivers, each with the input that it is told on; in the order of the policies.
  package var findings: [(input: Int, finding: Finding)] {
    expired.sorted { ($0.key.source, $0.key.place) < ($1.key.source, $1.key.place) }.map { waiver, site in
      var finding = Finding(ExpiredWaiver.info, Self.message(waiver))
      finding.notes = [Finding.Note("the waiver stands here", path: waiver.source, place: waiver.place)]
      return (site.input, finding)
    }
  }

  private static func message(_ waiver: Waiver) -> String {
    let day = waiver.expires.map { " on \($0)" } ?? ""
    let reason = waiver.reason.map { " (\($0))" } ?? ""
    return "the waiver of \(waiver.rule.description)\(reason) expired\(day): it waives no longer"
  }
}
