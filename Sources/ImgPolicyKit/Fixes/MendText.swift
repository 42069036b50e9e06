package import Linting
internal import Rules

/// Applies the fixes of findings to a text, in rounds, until nothing changes.
///
/// After each round the text is judged again. A round that makes it worse is taken apart to find the fix that does, which is
/// not applied: it is a defect of its rule.
package struct MendText {
  /// What is said of a text.
  package struct Judgement: Sendable {
    /// Those that count, and those that are suppressed.
    package var findings: [JudgedFinding]
    /// How often each rule spoke, whatever the policy makes of it.
    package var counts: [String: Int]
    /// How many faults the builder would refuse the text for.
    package var faults: Int
    /// What a baseline knows: the fingerprints of its entries by those that the findings have now.
    var known: [String: String]

    package init(findings: [JudgedFinding], counts: [String: Int], faults: Int) {
      self.findings = findings
      self.counts = counts
      self.faults = faults
      known = Dictionary(
        findings.filter { $0.suppressed?.by == .baseline }.map { ($0.fingerprint, $0.fingerprint) }
      ) { first, _ in first }
      // What the judge himself has to say no rule said.
      for (rule, found) in Dictionary(grouping: findings, by: \.finding.rule) where counts[rule] == nil {
        self.counts[rule] = found.count
      }
    }
  }

  /// A fix that was not applied, because the text would have been worse.
  package struct Defect: Sendable, Hashable {
    package var rule: String
    /// Where its finding stands, in the text that the fix was made for.
    package var place: Place?
    /// What it would have done.
    package var consequence: String
  }

  package struct Outcome: Sendable {
    package var source: SourceText
    /// How many findings were mended: those that are gone, round by round.
    package var mended: Int
    /// The rules whose fixes were applied.
    package var rules: Set<String>
    package var defects: [Defect]
    /// What a baseline knows and would not know again.
    package var changed: [ChangedFinding]
  }

  package static let maximumRounds = 10
  /// Nobody's text needs more: what is left then stays as it is. A text of many bytes is made by a program, and gets fewer.
  private static let judgements = (fewest: 20, most: 200, bytes: 20_000_000)

  private let infos: [String: RuleInfo]
  private let mayApply: (JudgedFinding) -> Bool
  private let judge: (SourceText) throws(RunError) -> Judgement
  private let didApply: ([Fix.Edit], SourceText, SourceText) -> Void

  /// `infos` are the rules by name; `mayApply` says whether the fix of a finding is wanted; `judge` judges a text as the run will; `didApply` is told of the
  /// edits of each round, with the text before and behind them.
  package init(
    infos: [String: RuleInfo] = [:], mayApply: @escaping (JudgedFinding) -> Bool,
    didApply: @escaping ([Fix.Edit], SourceText, SourceText) -> Void = { _, _, _ in },
    judge: @escaping (SourceText) throws(RunError) -> Judgement
  ) {
    self.infos = infos
    self.mayApply = mayApply
    self.didApply = didApply
    self.judge = judge
  }

  package func mend(_ source: SourceText) throws(RunError) -> Outcome {
    var state = State(source: source, judgement: try judge(source))
    for _ in 0..<Self.maximumRounds {
      let open = state.judgement.findings.filter { judged in
        judged.suppressed == nil && mayApply(judged) && !state.refused.contains(judged.fingerprint)
      }
      let round = FixRound(open, in: state.source)
      if round.members.isEmpty || state.judgements >= state.mostJudgements { break }
      let refused = state.refused.count
      state.beginRound()
      // What a grave finding's fix may bring to light, that of a mild one may not: each kind is applied for itself.
      for severity in Severity.allCases.sorted(by: >) {
        try accept(round.members.filter { $0.severity == severity }[...], in: &state)
      }
      if state.edits.isEmpty, state.refused.count == refused { break }
      didApply(state.edits, state.base, state.source)
    }
    return Outcome(
      source: state.source, mended: state.mended, rules: state.rules, defects: state.defects,
      changed: state.judgement.changedFindings)
  }

  private struct State {
    var source: SourceText
    var judgement: Judgement
    /// The text of the round, which its edits are about, what is said of it, and the edits that were accepted so far.
    var base: SourceText
    var baseJudgement: Judgement
    var edits: [Fix.Edit] = []
    /// The rules whose fixes were accepted in the round.
    var rulesOfRound: Set<String> = []
    var mended = 0
    var rules: Set<String> = []
    var defects: [Defect] = []
    /// The fingerprints of findings whose fixes are defective.
    var refused: Set<String> = []
    var judgements = 1
    let mostJudgements: Int

    init(source: SourceText, judgement: Judgement) {
      self.source = source
      self.judgement = judgement
      self.base = source
      self.baseJudgement = judgement
      let fitting = MendText.judgements.bytes / max(1, source.bytes.count)
      mostJudgements = min(max(fitting, MendText.judgements.fewest), MendText.judgements.most)
    }

    mutating func beginRound() {
      base = source
      baseJudgement = judgement
      edits = []
      rulesOfRound = []
    }
  }

  /// Applies fixes if that makes nothing worse; else each half of them alone, and so on.
  private func accept(_ members: ArraySlice<FixRound.Member>, in state: inout State) throws(RunError) {
    guard let first = members.first, state.judgements < state.mostJudgements else { return }
    let edits = state.edits + members.flatMap(\.fix.edits)
    switch try attempt(edits, members, on: state.judgement, in: &state) {
    case .better(let source, let judgement):
      state.mended += gone(from: state.judgement, to: judgement)
      (state.source, state.judgement, state.edits) = (source, judgement, edits)
      let rules = members.flatMap(\.findings).map(\.finding.rule)
      state.rules.formUnion(rules)
      state.rulesOfRound.formUnion(rules)
    case .worse where members.count > 1:
      let middle = members.startIndex + members.count / 2
      try accept(members[..<middle], in: &state)
      try accept(members[middle...], in: &state)
    case .worse(let consequence) where state.edits.isEmpty: refuse(first, consequence, in: &state)
    case .worse:
      // Others may have mended its finding, too. What does no harm alone waits for the next round.
      let alone = try attempt(first.fix.edits, members, on: state.baseJudgement, in: &state)
      if case .worse(let consequence) = alone { refuse(first, consequence, in: &state) }
    }
  }

  private enum Attempt {
    case better(SourceText, Judgement)
    case worse(Consequence)
  }

  private func refuse(_ member: FixRound.Member, _ consequence: Consequence, in state: inout State) {
    state.refused.formUnion(member.findings.map(\.fingerprint))
    if case .other(let rule) = consequence,
      member.findings.contains(where: { infos[$0.finding.rule]?.fixYieldsTo.contains(rule) == true })
    {
      return
    }
    state.defects += member.findings.map {
      Defect(rule: $0.finding.rule, place: $0.finding.place, consequence: consequence.words)
    }
  }

  /// How fixes make a text worse.
  private enum Consequence {
    case contradiction
    case refusal
    /// A rule speaks that did not before.
    case other(String)
    case ineffective

    var words: String {
      switch self {
      case .contradiction: "its edits contradict each other, or a comment is lost"
      case .refusal: "the file would be refused"
      case .other(let rule): "\(rule) would have something to say that it had not before"
      case .ineffective: "the finding would still be there"
      }
    }
  }

  /// The text of the round with edits, and what is said of it; or how they make something worse.
  private func attempt(
    _ edits: [Fix.Edit], _ members: ArraySlice<FixRound.Member>, on old: Judgement, in state: inout State
  ) throws(RunError) -> Attempt {
    guard let source = state.base.applying(edits), keepsComments(source, by: members, in: state) else {
      return .worse(.contradiction)
    }
    let judgement = old.recognised(in: try judge(source))
    state.judgements += 1
    return change(from: old, to: judgement, by: members).map { .worse($0) } ?? .better(source, judgement)
  }

  /// Whether all comments are still there, but for those that are the finding.
  private func keepsComments(_ new: SourceText, by members: ArraySlice<FixRound.Member>, in state: State) -> Bool {
    let mending = state.rulesOfRound.union(members.flatMap(\.findings).map(\.finding.rule))
    return !mending.isDisjoint(with: Self.mendingComments) || lostComments(from: state.base, to: new).isEmpty
  }

  /// The rules that are about comments.
  private static let mendingComments: Set = [UnusedSuppression.info.name, VoidSuppression.info.name]

  /// How fixes make a text worse; nil when they do not.
  private func change(
    from old: Judgement, to new: Judgement, by members: ArraySlice<FixRound.Member>
  ) -> Consequence? {
    if new.faults > old.faults { return .refusal }
    let severity = members.map(\.severity).min() ?? .style
    let (before, after) = (counting(old), counting(new))
    let revealed = members.flatMap(\.findings).reduce(into: Set<String>()) { names, judged in
      names.formUnion(infos[judged.finding.rule]?.fixReveals ?? [])
    }
    let others = after.sorted { $0.key < $1.key }.filter { !revealed.contains($0.key) }
    for (rule, found) in others where !revealed.contains(RuleInfo.allRules) {
      let isNew = found.count > before[rule]?.count ?? 0 && new.counts[rule] ?? 0 > old.counts[rule] ?? 0
      if isNew, found.severity >= severity { return .other(rule) }
    }
    for (rule, fixes) in Dictionary(grouping: members, by: \.rule)
    where infos[rule]?.fixReveals.contains(RuleInfo.allRules) != true {
      if new.counts[rule] ?? 0 > (old.counts[rule] ?? 0) - fixes.count { return .ineffective }
    }
    return nil
  }

  /// How many findings are not there any more: of those that share a fix, some may stay, and others may go with them.
  private func gone(from old: Judgement, to new: Judgement) -> Int {
    let after = counting(new)
    return counting(old).reduce(0) { $0 + max(0, $1.value.count - (after[$1.key]?.count ?? 0)) }
  }

  /// How many findings of each rule count, and the gravest of them.
  private func counting(_ judgement: Judgement) -> [String: (count: Int, severity: Severity)] {
    var counts: [String: (count: Int, severity: Severity)] = [:]
    for judged in judgement.findings where judged.suppressed == nil {
      let known = counts[judged.finding.rule]
      counts[judged.finding.rule] = ((known?.count ?? 0) + 1, max(known?.severity ?? judged.severity, judged.severity))
    }
    return counts
  }
}
