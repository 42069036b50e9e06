import Dockerfile
import FixProof
import Linting
import Rules

/// `imgpolicy-bench fixes catalogue [RULE…]`: a row for each rule that has fixes. Its bad examples that show a fix are
/// mended by the rule alone, as they stand and in every style; false when something does not hold that must hold. Of rules that are
/// named, what was left alone is printed.
func proveExamples(_ wanted: some Collection<String>) throws -> Bool {
  let isWanted = { (info: RuleInfo) in wanted.isEmpty || wanted.contains(info.name) }
  let infos = Catalog().dockerfile.map(\.info).filter { info in
    isWanted(info) && info.bad.contains { $0.fixed != nil } && info.fix != .display
  }
  let manifests = ManifestExamples.infos.filter { isWanted($0.info) }
  let rows = inParallel(infos.count + manifests.count, jobs: nil) { (index: Int) -> Result<ExampleTally, any Error> in
    guard index >= infos.count else { return Result { try ExampleTally(infos[index]) } }
    let (info, isForValues) = manifests[index - infos.count]
    return Result { try ManifestExamples(info, isForValues: isForValues).tally() }
  }
  print("Bad examples that show a fix, as they stand and written otherwise, each mended by its rule alone:")
  print("\(WritingStyle.all.count) styles of Dockerfiles, \(ManifestExamples.count) of manifests and Helm values\n")
  print(aligned(["files", "mended", "as shown", "not so", "fix", "rule"]))
  var sum = ExampleTally()
  for (info, row) in zip(infos + manifests.map(\.info), rows) {
    let tally = try row.get()
    print(aligned(tally.figures + [info.fix?.rawValue ?? "-", info.name]))
    for violation in tally.violations.prefix(3) { print("  \(violation.what)\n    \(violation.text.debugDescription)") }
    if !wanted.isEmpty { for text in tally.leftAlone { print("  left alone: \(text.debugDescription)") } }
    sum.add(tally)
  }
  print(aligned(sum.figures + ["", "\(rows.count) rules"]))
  return sum.violations.isEmpty
}

private func aligned(_ cells: [String]) -> String {
  cells.prefix(4).map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }.joined() + "  "
    + cells.dropFirst(4).map { $0 + String(repeating: " ", count: max(0, 7 - $0.count)) }.joined()
}

/// How the bad examples of a rule fared.
struct ExampleTally: Sendable {
  private var files = 0
  private var mended = 0
  /// How many of the mended build what the example shows, mended; the others are mended in part.
  private var asShown = 0
  private(set) var leftAlone: [String] = []
  private(set) var violations: [(what: String, text: String)] = []

  init() {}

  init(_ info: RuleInfo) throws {
    // Some findings are those of another tool alone.
    let proof = try FixProof(rules: [info.name] + info.aliases)
    var writer = FaultyDockerfiles(seed: 42)
    for example in info.bad {
      guard let fixed = example.fixed else { continue }
      let shown = BuildOutline(BuildModel(source: SourceText(path: "Dockerfile", text: fixed)))
      let bad = example.text.filter { $0 != "‹" && $0 != "›" }
      try add(Array(bad.utf8), shown, proof)
      for style in WritingStyle.all { try add(writer.restyled(bad, style), shown, proof) }
    }
  }

  private mutating func add(_ text: [UInt8], _ shown: BuildOutline, _ proof: FixProof) throws {
    let outcome = try proof.check(text, includesUnsafe: true)
    let isAsShown = BuildOutline(BuildModel(source: outcome.mended)) == shown
    add(text, outcome.mended.bytes, isAsShown: isAsShown, outcome.violations)
  }

  /// - Parameter found: what does not hold, in words.
  mutating func add(_ text: [UInt8], _ outcome: [UInt8], isAsShown: Bool, _ found: [String]) {
    let words = String(decoding: text, as: UTF8.self)
    files += 1
    violations += found.map { ($0, words) }
    guard outcome != text else { return leftAlone.append(words) }
    mended += 1
    asShown += isAsShown ? 1 : 0
  }

  mutating func add(_ other: ExampleTally) {
    files += other.files
    mended += other.mended
    asShown += other.asShown
    violations += other.violations
  }

  var figures: [String] { [files, mended, asShown, violations.count].map(String.init) }
}
