package import Linting

/// Which findings count, and how grave they are: the grades of the policies, and the command line over them.
package struct Selection: Sendable {
  /// `--select`, `--extend-select`, `--ignore` and `--severity`.
  package struct CommandLine: Sendable {
    fileprivate var select: [RuleNames.Selector] = []
    fileprivate var extendSelect: [RuleNames.Selector] = []
    fileprivate var ignore: [RuleNames.Selector] = []
    fileprivate var grades: [Policy.Grade] = []

    package init() {}

    /// Reads the values of the options as they were given: lists separated by commas, and `RULE=LEVEL`.
    package init(
      select: [String] = [], extendSelect: [String] = [], ignore: [String] = [], severity: [String] = [],
      names: RuleNames
    ) throws(PolicyError) {
      var faults: [PolicyError.Fault] = []
      self.select = Self.selectors(select, of: "--select", names, &faults)
      self.extendSelect = Self.selectors(extendSelect, of: "--extend-select", names, &faults)
      self.ignore = Self.selectors(ignore, of: "--ignore", names, &faults)
      self.grades = Self.split(severity).compactMap { Self.grade($0, names, &faults) }
      guard faults.isEmpty else { throw PolicyError(faults) }
    }

    private static func selectors(
      _ values: [String], of option: String, _ names: RuleNames, _ faults: inout [PolicyError.Fault]
    ) -> [RuleNames.Selector] {
      var selectors: [RuleNames.Selector] = []
      let words = split(values)
      if words.contains("") {
        faults.append(PolicyError.Fault(option, "a name is empty: expected rules, aliases or groups, parted by commas"))
      }
      for word in words where !word.isEmpty {
        if let selector = names.selector(word) {
          selectors.append(selector)
        } else {
          faults.append(PolicyError.Fault(option, names.unknown(word)))
        }
      }
      return selectors
    }

    private static func grade(
      _ text: String, _ names: RuleNames, _ faults: inout [PolicyError.Fault]
    ) -> Policy.Grade? {
      let levels = Policy.Grade.Level.allWords
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        faults.append(PolicyError.Fault("--severity", "`\(text)` has no level: expected RULE=LEVEL"))
        return nil
      }
      let level = levels.first { $0.word == parts[1] }?.value
      if level == nil {
        let all = listed(Policy.Grade.Level.words.map(\.word))
        faults.append(PolicyError.Fault("--severity", "unknown level `\(parts[1])`: expected one of \(all)"))
      }
      guard let selector = names.selector(parts[0]) else {
        faults.append(PolicyError.Fault("--severity", names.unknown(parts[0])))
        return nil
      }
      return level.map { Policy.Grade(selector, $0) }
    }

    /// What asks by its name for what `isMeant` tells; nil when nothing does.
    func asking(for isMeant: (RuleNames.Selector) -> Bool) -> String? {
      let named = [("--select", select), ("--extend-select", extendSelect)].flatMap { option, selectors in
        selectors.map { (option, $0) }
      }
      let graded = grades.filter { $0.level != .off }.map { ("--severity", $0.selector) }
      return (named + graded).first { isMeant($0.1) }.map { "\($0.0) \($0.1.description)" }
    }

    private static func split(_ values: [String]) -> [String] {
      values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }
  }

  private let layers: [[Policy.Grade]]
  private let ignored: [RuleNames.Selector]
  private let commandLine: CommandLine

  /// `ignored` is what the project file ignores: it lies over the policies and under the command line.
  package init(
    layers: [[Policy.Grade]], ignored: [RuleNames.Selector] = [], commandLine: CommandLine = CommandLine()
  ) {
    self.layers = layers + [ignored.map { Policy.Grade($0, .off) }]
    self.ignored = ignored
    self.commandLine = commandLine
  }

  /// What would count if the project file ignored nothing; nil where it ignores nothing.
  var withoutIgnored: Selection? {
    ignored.isEmpty ? nil : Selection(layers: layers.dropLast(), commandLine: commandLine)
  }

  /// Whether the command line leaves out what the policies have.
  var isNarrowed: Bool {
    !commandLine.select.isEmpty || !commandLine.ignore.isEmpty || commandLine.grades.contains { $0.level == .off }
  }

  /// Whether some finding of the rule that bears an alias could count.
  func mayRun(_ info: RuleInfo, inTheSenseOf alias: String) -> Bool {
    [true, false].contains { severity(of: Senses(isOwn: $0, aliases: [alias]), info) != nil }
  }

  /// How grave a finding is; nil when it does not count.
  package func severity(of finding: Finding, info: RuleInfo) -> Severity? {
    let senses = Senses(isOwn: finding.isOwn, aliases: finding.aliases, reported: finding.reportedSeverity)
    return severity(of: senses, info)
  }

  /// How grave a finding is that bears an alias alone, without the rule's own sense; nil when it does not count.
  func severity(ofAlias alias: String, _ info: RuleInfo) -> Severity? {
    severity(of: Senses(isOwn: false, aliases: [alias]), info)
  }

  /// Whether the command line leaves a finding out or grades it, so that nothing else has a say.
  func isSettledByCommandLine(_ finding: Finding, info: RuleInfo) -> Bool {
    let senses = Senses(isOwn: finding.isOwn, aliases: finding.aliases, reported: finding.reportedSeverity)
    if Self.strongest(commandLine.grades, senses, info) != nil { return true }
    let selected = [commandLine.select, commandLine.extendSelect].compactMap { Self.narrowest($0, senses, info) }.max()
    guard let selected else { return !commandLine.select.isEmpty || ignored(senses, info) > -2 }
    return selected <= ignored(senses, info)
  }

  /// Whether some finding of the rule could count.
  ///
  /// A finding bears any part of the rule's aliases. More aliases can only add reasons to drop it or reasons that hold
  /// for one of them alone, so no alias and each alias by itself tell, with the rule's own sense and without.
  package func mayRun(_ info: RuleInfo) -> Bool {
    // What another program found always bears its code.
    let withoutAlias = info.aliasFamilies.isEmpty ? [Senses(isOwn: true, aliases: [])] : []
    let senses =
      withoutAlias
      + aliasesThatTell(info).flatMap { alias in
        [true, false].map { Senses(isOwn: $0, aliases: [alias]) }
      }
    return senses.contains { severity(of: $0, info) != nil }
  }

  /// The rule's aliases; of a numbered family those that are selected or graded by name, and one for all others.
  private func aliasesThatTell(_ info: RuleInfo) -> [String] {
    guard !info.aliasFamilies.isEmpty else { return info.aliases }
    let selectors =
      (layers.joined() + commandLine.grades).map(\.selector) + commandLine.select + commandLine.extendSelect
      + commandLine.ignore
    let named = selectors.compactMap { if case .alias(let alias) = $0, info.mayBear(alias) { alias } else { nil } }
    let others = info.aliasFamilies.map(\.standIn)
    return info.aliases + Set(named).sorted() + others
  }

  private func severity(of senses: Senses, _ info: RuleInfo) -> Severity? {
    let own = senses.reported ?? info.severity
    let forced = Self.strongest(commandLine.grades, senses, info)
    if forced?.level == .off { return nil }
    let graded = gradedByPolicy(senses, info)
    guard isNamed(forced, senses, info) || isSelected(graded: graded, senses, info) else { return nil }
    if let forced { return forced.level.severity(own: own) }
    return graded ?? own
  }

  /// Grading a whole group must not switch on what nobody selected; grading one rule by name is asking for it, unless it is
  /// ignored as narrowly.
  private func isNamed(_ forced: Policy.Grade?, _ senses: Senses, _ info: RuleInfo) -> Bool {
    guard let specificity = forced?.selector.specificity else { return false }
    return specificity >= RuleNames.Selector.rule("").specificity && specificity > ignored(senses, info)
  }

  private func isSelected(graded: Severity?, _ senses: Senses, _ info: RuleInfo) -> Bool {
    let byPolicy = commandLine.select.isEmpty && graded != nil ? -1 : nil
    let selected = [commandLine.select, commandLine.extendSelect].map { Self.narrowest($0, senses, info) }
    return (selected + [byPolicy]).compactMap { $0 }.max().map { $0 > ignored(senses, info) } ?? false
  }

  /// How narrow the narrowest `--ignore` is that means a finding.
  private func ignored(_ senses: Senses, _ info: RuleInfo) -> Int {
    Self.narrowest(commandLine.ignore, senses, info, switchingOff: true) ?? -2
  }

  private static func narrowest(
    _ selectors: [RuleNames.Selector], _ senses: Senses, _ info: RuleInfo, switchingOff: Bool = false
  ) -> Int? {
    selectors.filter { $0.covers(senses, of: info, switchingOff: switchingOff) }.map(\.specificity).max()
  }

  private func gradedByPolicy(_ senses: Senses, _ info: RuleInfo) -> Severity? {
    let own = senses.reported ?? info.severity
    var demanded: Severity?
    for layer in layers.reversed() {
      guard let grade = Self.strongest(layer, senses, info) else { continue }
      if case .atLeast(let least) = grade.level {
        demanded = max(least, demanded ?? least)
      } else {
        let graded = grade.level.severity(own: own)
        return demanded.map { max($0, graded ?? own) } ?? graded
      }
    }
    return demanded.map { max($0, own) }
  }

  /// The grade with the narrowest selector; of equals, the later one. The name of a rule is narrower than that of one it stands for.
  private static func strongest(_ grades: [Policy.Grade], _ senses: Senses, _ info: RuleInfo) -> Policy.Grade? {
    var best: (grade: Policy.Grade, rank: Int)?
    for grade in grades {
      let isStandIn = senses.isOwn && grade.selector.isStandIn(info)
      guard isStandIn || grade.selector.covers(senses, of: info, switchingOff: grade.level == .off) else { continue }
      let rank = 2 * grade.selector.specificity - (isStandIn ? 1 : 0)
      if rank >= best?.rank ?? 0 { best = (grade, rank) }
    }
    return best?.grade
  }
}
