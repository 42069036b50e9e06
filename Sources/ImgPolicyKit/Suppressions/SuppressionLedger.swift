internal import Linting
internal import Rules

/// Which comments of a file suppress something, and what there is to say of them.
struct SuppressionLedger {
  private let suppressions: FileSuppressions
  private let infos: [String: RuleInfo]
  private var used: Set<FileSuppressions.TargetIndex> = []

  init(_ suppressions: FileSuppressions, _ infos: [String: RuleInfo]) {
    self.suppressions = suppressions
    self.infos = infos
  }

  /// Notes what a finding is covered by, whether it counts or not: a comment for another tool's sense of a rule is of use.
  mutating func note(_ finding: Finding) {
    used.formUnion(suppressions.targets(covering: finding, infos[finding.rule]))
  }

  /// Why a finding does not count; nil when it does.
  func suppression(of finding: Finding) -> JudgedFinding.Suppression? {
    guard let target = suppressions.targets(covering: finding, infos[finding.rule]).first else { return nil }
    return JudgedFinding.Suppression(by: .comment, reason: suppressions.all[target.suppression].reason)
  }

  // MARK: Findings about comments

  /// What is to be said of the comments, once all findings are noted. `unjudged` are the rules that lacked what they need.
  /// `source` is the text that the comments stand in, or one of the same shape.
  func findings(by selection: Selection, unjudged: Set<String>, source: SourceText?) -> [Finding] {
    suppressions.all.enumerated().flatMap { index, suppression -> [Finding] in
      guard let place = suppression.place else { return [] }
      var findings = suppression.faults.map { fault in
        var finding = Finding(VoidSuppression.info, fault.message, at: fault.place)
        if let meant = fault.meant {
          finding.fix = Fix(.unsafe, edits: [Fix.Edit(place: fault.place, text: meant)])
        }
        return finding
      }
      if suppression.isWellFormed { findings.append(use(of: suppression, at: place)) }
      let idle = idleTargets(of: index, by: selection, unjudged: unjudged)
      if let first = idle.first {
        let isWhole = idle.count == suppression.targets.count
        var finding = Finding(UnusedSuppression.info, unused(idle, isWhole), at: isWhole ? place : first.place)
        if isWhole, suppression.faults.isEmpty { finding.fix = removal(of: suppression, at: place, in: source) }
        findings.append(finding)
      }
      return findings
    }
  }

  /// The removal of a comment that says nothing else, from a line of its own.
  private func removal(of suppression: Suppression, at place: Place, in source: SourceText?) -> Fix? {
    guard let source, suppression.tool == .imgpolicy || suppression.tool == .hadolint, place.line == place.endLine,
      let comment = source.range(of: place), source.lineStarts.indices.contains(place.line)
    else { return nil }
    let line = source.contentRange(ofLine: place.line)
    let isAlone = source.bytes[line].indices.allSatisfy { offset in
      comment.contains(offset) || source.bytes[offset] == UInt8(ascii: " ")
        || source.bytes[offset] == UInt8(ascii: "\t")
    }
    guard isAlone else { return nil }
    let whole = Place(line: place.line, column: 1, endLine: place.line + 1, endColumn: 1)
    return Fix(.safe, edits: [Fix.Edit(place: whole, text: "")])
  }

  private func use(of suppression: Suppression, at place: Place) -> Finding {
    Finding(
      InlineSuppression.info, inline(suppression), at: place,
      aliases: suppression.isPragmaForNextLine ? InlineSuppression.info.aliases : [])
  }

  /// The names that suppress nothing, though the rules that they mean have judged the file. What a tool means that is not
  /// named cannot be known.
  private func idleTargets(of index: Int, by selection: Selection, unjudged: Set<String>) -> [SuppressionTarget] {
    suppressions.all[index].targets.enumerated().filter { number, target in
      target.name != nil && !used.contains(FileSuppressions.TargetIndex(suppression: index, target: number))
        && hasJudged(target.selector, selection, unjudged)
    }.map(\.element)
  }

  private func hasJudged(_ selector: RuleNames.Selector, _ selection: Selection, _ unjudged: Set<String>) -> Bool {
    switch selector {
    case .rule(let name):
      return !unjudged.contains(name) && infos[name].map(selection.mayRun) ?? false
    case .alias(let alias):
      return infos.values.contains { info in
        info.mayBear(alias) && !unjudged.contains(info.name) && selection.mayRun(info, inTheSenseOf: alias)
      }
    case .all, .group, .origin:
      // Only some of them may have run.
      guard !selection.isNarrowed else { return false }
      return infos.values.contains { info in
        let senses = Senses(isOwn: true, aliases: info.aliases + info.aliasFamilies.map(\.standIn))
        return selector.covers(senses, of: info) && !unjudged.contains(info.name) && selection.mayRun(info)
      }
    }
  }

  // MARK: Messages

  private func inline(_ suppression: Suppression) -> String {
    let what = suppression.names.isEmpty ? "findings" : suppression.names.joined(separator: ", ")
    let consequence = suppressions.demands.allowsComments ? "" : ": the policy forbids it, so it has no effect"
    return "a comment for \(suppression.tool.rawValue) is to suppress \(what)\(consequence)"
  }

  private func unused(_ targets: [SuppressionTarget], _ isWhole: Bool) -> String {
    let names = targets.compactMap(\.name).joined(separator: ", ")
    return isWhole
      ? "the comment suppresses nothing: there is no finding of \(names) where it applies"
      : "there is no finding of \(names) where the comment applies"
  }
}

/// The rules whose findings are about what suppresses others.
enum SuppressionRules {
  private static let infos = [InlineSuppression.info, UnusedSuppression.info, VoidSuppression.info, ExpiredWaiver.info]

  /// Whether a selector means nothing but them.
  static func mean(_ selector: RuleNames.Selector) -> Bool {
    switch selector {
    case .rule(let name): infos.contains { $0.name == name }
    case .alias(let alias): infos.contains { $0.aliases.contains(alias) }
    case .group(let group): group == "suppression"
    case .all, .origin: false
    }
  }
}
