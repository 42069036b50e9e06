import Dockerfile
import FixProof
import Linting
import Rules

/// `imgpolicy-bench fixes catalogue [RULE…]`: a row for each rule of Dockerfiles that has fixes. Its bad examples that show a fix are
/// written in every style and mended by the rule alone; false when something does not hold that must hold.
func proveExamples(_ isWanted: (String) -> Bool) throws -> Bool {
  let infos = Catalog().dockerfile.map(\.info).filter { info in
    isWanted(info.name) && info.bad.contains { $0.fixed != nil } && info.fix != .display
  }
  let rows = inParallel(infos.count, jobs: nil) { index in Result { try ExampleTally(infos[index]) } }
  print("\(WritingStyle.all.count) styles of each bad example that shows a fix, mended by its rule alone\n")
  print(aligned(["files", "mended", "as shown", "not so", "fix", "rule"]))
  var sum = ExampleTally()
  for (info, row) in zip(infos, rows) {
    let tally = try row.get()
    print(aligned(tally.figures + [info.fix?.rawValue ?? "-", info.name]))
    for violation in tally.violations.prefix(3) { print("  \(violation.what)\n    \(violation.text.debugDescription)") }
    sum.add(tally)
  }
  print(aligned(sum.figures + ["", "\(infos.count) rules"]))
  return sum.violations.isEmpty
}

private func aligned(_ cells: [String]) -> String {
  cells.prefix(4).map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }.joined() + "  "
    + cells.dropFirst(4).map { $0 + String(repeating: " ", count: max(0, 7 - $0.count)) }.joined()
}

/// How the bad examples of a rule fared.
private struct ExampleTally: Sendable {
  private var files = 0
  private var mended = 0
  /// How many of the mended build what the example shows, mended; the others are mended in part.
  private var asShown = 0
  private(set) var violations: [(what: String, text: String)] = []

  init() {}

  init(_ info: RuleInfo) throws {
    let proof = try FixProof(rules: [info.name])
    var writer = FaultyDockerfiles(seed: 42)
    for example in info.bad {
      guard let fixed = example.fixed else { continue }
      let shown = BuildOutline(BuildModel(source: SourceText(path: "Dockerfile", text: fixed)))
      let bad = example.text.filter { $0 != "‹" && $0 != "›" }
      for style in WritingStyle.all { try add(writer.restyled(bad, style), shown, proof) }
    }
  }

  private mutating func add(_ text: [UInt8], _ shown: BuildOutline, _ proof: FixProof) throws {
    let outcome = try proof.check(text, includesUnsafe: true)
    files += 1
    violations += outcome.violations.map { ($0, String(decoding: text, as: UTF8.self)) }
    guard outcome.mended.bytes != text else { return }
    mended += 1
    if BuildOutline(BuildModel(source: outcome.mended)) == shown { asShown += 1 }
  }

  mutating func add(_ other: ExampleTally) {
    files += other.files
    mended += other.mended
    asShown += other.asShown
    violations += other.violations
  }

  var figures: [String] { [files, mended, asShown, violations.count].map(String.init) }
}
