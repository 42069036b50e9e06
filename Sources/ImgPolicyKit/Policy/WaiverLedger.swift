package import Linting
internal import Rules

/// Applies the waivers of policies to what was found, and keeps account of those that are past their last day, and of those that
/// waive nothing.
package struct WaiverLedger: Sendable {
  /// What was judged in an input, for the waivers that may be of no use.
  package struct Judging: Sendable {
    /// All that the rules found, whether it counts or not.
    package var found: [Finding]
    /// The names of the rules that have judged the input.
    package var rules: Set<String>
    /// The names of the policies, and what they have.
    package var policies: [String]
    package var selection: Selection
    /// Whether the run judges all that the policy is for: else only a waiver that names this input is known to be of no use.
    package var isWhole: Bool

    package init(found: [Finding], rules: Set<String>, policies: [String], selection: Selection, isWhole: Bool) {
      self.found = found
      self.rules = rules
      self.policies = policies
      self.selection = selection
      self.isWhole = isWhole
    }
  }

  /// What a run knows of one waiver.
  private struct Account {
    /// The input that it is told on: the first with a finding that it would cover, else the first that it is about.
    var input: Int
    var covers = false
    var isExpired: Bool
    /// The rules that it means and the policies have, and which policies these are.
    var meant: Set<String> = []
    var policies: Set<[String]> = []
    /// Those of them that have judged what it is about.
    var judged: Set<String> = []

    /// Whether it waives nothing, as far as anybody can know.
    var isIdle: Bool { !covers && !isExpired && !meant.isEmpty && meant.isSubset(of: judged) }
  }

  private let infos: [String: RuleInfo]
  private var accounts: [Waiver: Account] = [:]

  package init(_ infos: [RuleInfo]) {
    self.infos = Dictionary(infos.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Marks the findings of one input that a waiver covers on `day`. What a comment suppresses already stays as it is.
  ///
  /// - Parameter judging: nil for an input that was not judged by all of its rules.
  package mutating func apply(
    _ waivers: [Waiver], on day: CalendarDate?, to findings: inout [JudgedFinding], in subject: Waiver.Subject,
    _ judging: Judging? = nil
  ) {
    // One for another input is that one's affair, whether this run judges it or not.
    for waiver in waivers where waiver.isAbout(subject) {
      let covered = findings.indices.filter { covers(waiver, findings[$0], in: subject) }
      let isExpired = waiver.isExpired(on: day)
      let open = covered.filter { findings[$0].suppressed == nil }
      if !isExpired {
        for index in open { findings[index].suppressed = .init(by: .waiver, reason: waiver.reason) }
      }
      // An expired one is told where it is missed.
      let isOfUse = isExpired ? !open.isEmpty : !covered.isEmpty || isOfUse(waiver, in: subject, judging)
      note(waiver, in: subject, isOfUse: isOfUse, isExpired: isExpired, judging)
    }
  }

  private mutating func note(
    _ waiver: Waiver, in subject: Waiver.Subject, isOfUse: Bool, isExpired: Bool, _ judging: Judging?
  ) {
    var account = accounts[waiver] ?? Account(input: subject.input, isExpired: isExpired)
    if isOfUse, !account.covers {
      account.input = subject.input
      account.covers = true
    }
    if let judging, !account.covers, waiver.mayCoverAny(in: subject) {
      if account.policies.insert(judging.policies).inserted {
        account.meant.formUnion(meant(by: waiver, judging.selection))
      }
      if judging.isWhole || waiver.names(subject) { account.judged.formUnion(judging.rules) }
    }
    accounts[waiver] = account
  }

  /// Whether it means what was found and does not count: another rule speaks there, or the policy has it off.
  private func isOfUse(_ waiver: Waiver, in subject: Waiver.Subject, _ judging: Judging?) -> Bool {
    (judging?.found ?? []).contains { waiver.covers($0, infos[$0.rule], in: subject) }
  }

  /// The rules of which some finding could count that the waiver means. On a narrowed command line, of a group nobody can say.
  private func meant(by waiver: Waiver, _ selection: Selection) -> Set<String> {
    let rules = infos.values.filter { info in
      let senses = Senses(isOwn: true, aliases: info.aliases + info.aliasFamilies.map(\.standIn))
      if case .alias(let alias) = waiver.rule {
        return info.mayBear(alias) && selection.mayRun(info, inTheSenseOf: alias)
      }
      return waiver.rule.covers(senses, of: info) && selection.mayRun(info)
    }
    return Set(rules.map(\.name))
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

  // MARK: Findings about waivers

  /// What there is to say of the expired waivers, each with the input that it is told on; in the order of the policies.
  package var expired: [(input: Int, finding: Finding)] {
    findings(of: ExpiredWaiver.info, where: \.isExpired, help: nil) { "expired\($0): it waives no longer" }
  }

  /// What there is to say of the waivers that waive nothing, likewise.
  package var idle: [(input: Int, finding: Finding)] {
    findings(of: UnusedSuppression.info, where: \.isIdle, help: "Remove the waiver, or widen what it is for.") { _ in
      "waives nothing: there is no finding that it is for"
    }
  }

  private func findings(
    of info: RuleInfo, where isTold: (Account) -> Bool, help: String?, _ fault: (String) -> String
  ) -> [(input: Int, finding: Finding)] {
    accounts.filter { isTold($0.value) }.sorted { ($0.key.source, $0.key.place) < ($1.key.source, $1.key.place) }
      .map { waiver, account in
        let day = waiver.expires.map { " on \($0)" } ?? ""
        let reason = waiver.reason.map { " (\($0))" } ?? ""
        var finding = Finding(
          info, "the waiver of \(waiver.rule.description)\(reason) \(fault(day))", help: help)
        finding.notes = [Finding.Note("the waiver stands here", path: waiver.source, place: waiver.place)]
        return (account.input, finding)
      }
  }
}
