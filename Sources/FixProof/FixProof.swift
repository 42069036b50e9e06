internal import Dockerfile
internal import ImgPolicyKit
package import Linting
internal import Rules

/// What must hold of every Dockerfile that fixes have changed, whatever it was before.
package struct FixProof: Sendable {
  /// How one file fared.
  package struct Outcome: Sendable {
    package var mended: SourceText
    package var findings: Int
    package var rules: Set<String>
    /// What does not hold, in words; empty when all is well.
    package var violations: [String]
  }

  private let catalog: Catalog
  private let judge: Judge
  private let names: RuleNames
  private let selection: Selection
  private let infos: [String: RuleInfo]

  /// The proof for these rules, or all of the catalogue, with settings that make those speak which are silent without.
  package init(rules: [String] = ["all"]) throws {
    catalog = Catalog(Self.settings)
    names = RuleNames(catalog.infos)
    judge = Judge(catalog.infos)
    infos = Dictionary(catalog.infos.map { ($0.name, $0) }) { first, _ in first }
    let policy = try PolicyStack(ruleNames: names).effective([.builtIn("strict")])
    selection = Selection(
      layers: policy.layers, commandLine: try Selection.CommandLine(select: rules, names: names))
  }

  private static let settings = RuleSettings(options: [
    "missing-secret-mount": RuleOptions(["commands": .textMap(["npm ci": ["npmrc"], "pip install": ["netrc"]])]),
    "consecutive-run": RuleOptions(["copies": .flag(true)]), "pipe-without-pipefail": RuleOptions(["any": .flag(true)]),
  ])

  /// Mends a file, with unsafe fixes or without, and looks at what came out.
  package func check(_ bytes: [UInt8], includesUnsafe: Bool) throws -> Outcome {
    let source = SourceText(path: "Dockerfile", bytes: bytes)
    var violations: [String] = []
    let outcome = try mend(source, includesUnsafe) { edits, old, new in
      violations += touchedInstructions(edits, old, new).map { "an instruction that no edit touched is changed: \($0)" }
    }
    violations += outcome.defects.map { "defect of \($0.rule): \($0.consequence)" }
    guard outcome.source.bytes != bytes else {
      return Outcome(mended: source, findings: outcome.mended, rules: [], violations: violations)
    }
    violations += newFaults(source, outcome.source).map { "new fault: \($0)" }
    if outcome.rules.isDisjoint(with: [UnusedSuppression.info.name, VoidSuppression.info.name]) {
      violations += lostComments(from: source, to: outcome.source).map { "lost comment: \($0)" }
    }
    let again = try mend(outcome.source, includesUnsafe)
    if again.source.bytes != outcome.source.bytes { violations.append("mended twice is not mended once") }
    let reversed = try mend(source, includesUnsafe, isReversed: true)
    if reversed.source.bytes != outcome.source.bytes { violations.append("the order of the rules counts") }
    if !includesUnsafe { violations += undeclaredChanges(source, outcome) }
    return Outcome(mended: outcome.source, findings: outcome.mended, rules: outcome.rules, violations: violations)
  }

  // MARK: What must hold

  /// The faults that a text has and did not have before, by the instructions that have them: one may come in other words, where a stage has got
  /// a name, or come to light where a misspelt flag was.
  private func newFaults(_ old: SourceText, _ new: SourceText) -> [String] {
    var known: [Keyword?: Int] = [:]
    for (keyword, _) in faults(of: old) { known[keyword, default: 0] += 1 }
    return faults(of: new).compactMap { keyword, message in
      known[keyword, default: 0] -= 1
      return known[keyword, default: 0] < 0 ? message : nil
    }
  }

  private func faults(of text: SourceText) -> [(keyword: Keyword?, message: String)] {
    let instructions = parseDockerfile(text).instructions
    return BuildModel(source: text).faults.map { fault in
      (instructions.last { $0.range.lowerBound <= fault.range.lowerBound }?.keyword, fault.message)
    }
  }

  /// The aspects of the build that safe fixes changed though none of their rules says so.
  private func undeclaredChanges(_ old: SourceText, _ outcome: MendText.Outcome) -> [String] {
    let declared = Set(outcome.rules.flatMap { infos[$0]?.fixChanges ?? [] })
    let changed = BuildOutline(BuildModel(source: old)).differences(
      from: BuildOutline(BuildModel(source: outcome.source)))
    return changed.subtracting(declared).map { "safe fixes of \(outcome.rules.sorted()) changed the \($0.rawValue)" }
  }

  /// The instructions that lie between the edits and are not what they were.
  private func touchedInstructions(_ edits: [Fix.Edit], _ old: SourceText, _ new: SourceText) -> [String] {
    let ranges = edits.compactMap { edit in old.range(of: edit.place).map { ($0, edit.text.utf8.count) } }
      .sorted { $0.0.lowerBound < $1.0.lowerBound }
    let after = Dictionary(parseDockerfile(new).instructions.map { ($0.range, $0.keyword) }) { first, _ in first }
    var shift = 0
    var next = ranges[...]
    return parseDockerfile(old).instructions.compactMap { instruction in
      while let (range, count) = next.first, range.upperBound <= instruction.range.lowerBound {
        shift += count - range.count
        next = next.dropFirst()
      }
      if let (range, _) = next.first, range.lowerBound <= instruction.range.upperBound { return nil }
      let moved = instruction.range.lowerBound + shift..<instruction.range.upperBound + shift
      return after[moved] == instruction.keyword && after[moved] != nil ? nil : instruction.text.string(0..<40)
    }
  }

  // MARK: Mending

  private func mend(
    _ source: SourceText, _ includesUnsafe: Bool, isReversed: Bool = false,
    didApply: @escaping ([Fix.Edit], SourceText, SourceText) -> Void = { _, _, _ in }
  ) throws -> MendText.Outcome {
    let mending = MendText(
      infos: infos,
      mayApply: { judged in
        switch judged.finding.fix?.applicability {
        case .safe: true
        case .unsafe: includesUnsafe
        case .display, nil: false
        }
      }, didApply: didApply
    ) { text throws(RunError) in judgement(of: text, isReversed: isReversed) }
    return try mending.mend(source)
  }

  private func judgement(of source: SourceText, isReversed: Bool) -> MendText.Judgement {
    let syntax = parseDockerfile(source)
    let comments = DockerfileComments(syntax)
    let model = BuildModel(syntax: syntax, options: BuildOptions(shellHints: comments.shellHints))
    let voice = comments.voice(of: model, names: names, demands: SuppressionDemands())
    let input = Judge.Input(index: 0, path: source.path, source: source, voice: voice)
    let found = catalog.findings(in: model)
    let judged = judge.judge(found, of: input, by: selection)
    var counts: [String: Int] = [:]
    for finding in found { counts[finding.rule, default: 0] += 1 }
    return MendText.Judgement(
      findings: isReversed ? judged.reversed() : judged, counts: counts, faults: model.faults.count)
  }
}
