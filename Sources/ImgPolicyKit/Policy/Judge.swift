package import Linting
internal import Rules

/// Turns the findings of the rules into what the report says of them.
package struct Judge: Sendable {
  /// What was judged: one input of the report.
  package struct Input: Sendable {
    /// Its index in the report.
    package var index: Int
    /// As reports print it.
    package var path: String
    /// Which image of an archive it is, so that equal faults of two images differ; nil where the path says all.
    package var variant: String?
    /// The text of a source file.
    package var source: SourceText?
    /// What the input itself says about its findings.
    package var voice: Voice?

    package init(
      index: Int, path: String, variant: String? = nil, source: SourceText? = nil, voice: Voice? = nil
    ) {
      self.index = index
      self.path = path
      self.variant = variant
      self.source = source
      self.voice = voice
    }
  }

  /// What a source file says about its own findings, by comments that tools understand.
  package struct Voice: Sendable {
    /// What its comments want to hear nothing of; nil when there are none.
    package var suppressions: FileSuppressions?
    /// The rules that lacked what they need to judge the file, as a build context.
    package var unjudged: Set<String> = []
    /// The least severity that the file wants a finding to have; nil when it says nothing.
    package var demandedSeverity: @Sendable (Finding, Severity?) -> Severity?

    package init(demandedSeverity: @escaping @Sendable (Finding, Severity?) -> Severity?) {
      self.demandedSeverity = demandedSeverity
    }
  }

  private let infos: [String: RuleInfo]

  package init(_ infos: [RuleInfo]) {
    self.infos = Dictionary(infos.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The findings that count, those that a comment or the project file suppresses included, by line, column, rule and message.
  ///
  /// First findings are graded, then comments suppress, then the special rule silences the general one. What there is to say
  /// of the comments themselves no comment suppresses.
  package func judge(_ findings: [Finding], of input: Input, by selection: Selection) -> [JudgedFinding] {
    var graded = graded(findings, in: input, by: selection)
    var remarks: [Graded] = []
    if let voice = input.voice, let suppressions = voice.suppressions {
      var ledger = SuppressionLedger(suppressions, infos)
      for finding in findings { ledger.note(finding) }
      for index in graded.indices { graded[index].suppression = ledger.suppression(of: graded[index].finding) }
      remarks = self.graded(
        ledger.findings(by: selection, unjudged: voice.unjudged, source: input.source), in: input, by: selection)
    }
    // A comment means the fault, wherever it is told.
    for index in graded.indices { graded[index].finding = told(graded[index].finding, by: selection) }
    let silenced = Silences(graded, infos)
    for (index, severity) in silenced.raised {
      graded[index].severity = max(graded[index].severity, severity)
      graded[index].failsBuild = true
    }
    // What the project file ignores silences nothing: the general rule may count.
    let all = graded + ignored(among: findings, in: input, by: selection)
    var counted = all.filter { !silenced.contains($0.finding) } + remarks
    counted.sort { Self.precedes($0.finding, $1.finding) }
    var fingerprints = Fingerprints(input)
    return counted.map { graded in
      JudgedFinding(
        finding: graded.finding, severity: graded.severity, input: input.index, path: input.path,
        url: infos[graded.finding.rule]?.references.first ?? "", fingerprint: fingerprints.next(for: graded.finding),
        suppressed: graded.suppression, failsBuild: graded.failsBuild)
    }
  }

  fileprivate struct Graded {
    var finding: Finding
    var severity: Severity
    var suppression: JudgedFinding.Suppression?
    /// Whether it tells what `syntax-error` would: that the build fails.
    var failsBuild = false
  }

  private func graded(_ findings: [Finding], in input: Input, by selection: Selection) -> [Graded] {
    findings.compactMap { finding in
      severity(of: finding, in: input, by: selection).map { Graded(finding: finding, severity: $0) }
    }
  }

  /// The findings that would count if the project file did not ignore them.
  private func ignored(among findings: [Finding], in input: Input, by selection: Selection) -> [Graded] {
    guard let wider = selection.withoutIgnored else { return [] }
    return findings.compactMap { finding in
      guard severity(of: finding, in: input, by: selection) == nil,
        let severity = severity(of: finding, in: input, by: wider)
      else { return nil }
      return Graded(finding: told(finding, by: wider), severity: severity, suppression: .init(by: .config))
    }
  }

  /// The finding as the selected checks tell it: at the place of the foreign one, when nothing else of it is selected.
  private func told(_ finding: Finding, by selection: Selection) -> Finding {
    guard let foreign = finding.foreignTelling.first, let info = infos[finding.rule] else { return finding }
    var rest = finding
    rest.aliases.removeAll(where: foreign.aliases.contains)
    return selection.severity(of: rest, info: info) == nil ? foreign : finding
  }

  /// A finding of a rule that nobody has described cannot be selected, so it counts in full.
  private func severity(of finding: Finding, in input: Input, by selection: Selection) -> Severity? {
    guard let info = infos[finding.rule] else { return .error }
    let selected = selection.severity(of: finding, info: info)
    let demanded = input.voice?.demandedSeverity(finding, selected) ?? selected
    return demanded.map { min($0, finding.highestSeverity ?? $0) }
  }

  /// By line, column, rule, message, layer and file.
  static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    let keys = { (finding: Finding) in
      (finding.place?.line ?? 0, finding.place?.column ?? 0, finding.rule, finding.message)
    }
    if keys(left) != keys(right) { return keys(left) < keys(right) }
    return (left.layer?.index ?? -1, left.file ?? "") < (right.layer?.index ?? -1, right.file ?? "")
  }
}

/// The rules that are silent at each spot, because a more special one speaks there.
///
/// A special finding silences the general one at its very place. Where the general rule has none there, all of it on the
/// line is meant: the two may point at different words of one fault. A comment that suppresses the special finding means the
/// fault, by whatever rule; but that the build fails is said nevertheless, and as gravely: by the special finding at least as
/// the general one would. So is what keeps pods from running, where the special finding does not say that.
private struct Silences {
  /// Where a finding stands; two findings with equal spots are about the same thing.
  private struct Spot: Hashable {
    var rule: String
    var line: Int?
    var layer: Int?
    var file: String?
    /// nil for the whole line.
    var place: Place?

    init(_ finding: Finding, rule: String, place: Place?) {
      self.rule = rule
      self.line = finding.place?.line
      self.layer = finding.layer?.index
      self.file = finding.file
      self.place = place
    }
  }

  private var silent: Set<Spot> = []
  /// Those of them where the special finding, too, says what blocks the pods.
  private var silentForBlockers: Set<Spot> = []
  /// How grave it is that the build fails, by the index of the special finding that says so.
  private(set) var raised: [Int: Severity] = [:]

  init(_ graded: [Judge.Graded], _ infos: [String: RuleInfo]) {
    let all = Set(graded.map { Spot($0.finding, rule: $0.finding.rule, place: $0.finding.place) })
    let failures = Self.failures(among: graded)
    // What only a foreign check would say is not the special fault.
    for (index, special) in graded.enumerated() where special.finding.isOwn {
      let finding = special.finding
      for rule in infos[finding.rule]?.silences ?? [] {
        let exact = Spot(finding, rule: rule, place: finding.place)
        var spot = all.contains(exact) ? exact : Spot(finding, rule: rule, place: nil)
        if rule == SyntaxError.info.name {
          guard special.suppression == nil else { continue }
          // Whatever else of the line the builder refuses is another fault.
          spot = exact
          raised[index] = failures[exact]
        }
        silent.insert(spot)
        if finding.blocksPods { silentForBlockers.insert(spot) }
      }
    }
  }

  /// How grave the failures of the build are that nothing suppresses.
  private static func failures(among graded: [Judge.Graded]) -> [Spot: Severity] {
    let failures = graded.filter { $0.finding.rule == SyntaxError.info.name && $0.suppression == nil }
    return Dictionary(
      failures.map { (Spot($0.finding, rule: $0.finding.rule, place: $0.finding.place), $0.severity) },
      uniquingKeysWith: max)
  }

  func contains(_ finding: Finding) -> Bool {
    let silent = finding.blocksPods ? silentForBlockers : silent
    return silent.contains(Spot(finding, rule: finding.rule, place: finding.place))
      || silent.contains(Spot(finding, rule: finding.rule, place: nil))
  }
}

extension Finding {
  fileprivate var blocksPods: Bool { effect?.state.isBlocking == true }
}
