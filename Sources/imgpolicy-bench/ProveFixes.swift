import FixProof
import Linting

/// `imgpolicy-bench fixes [COUNT]`: mends as many generated files full of faults, with safe fixes and with unsafe ones, and prints
/// what came of it; false when something does not hold that must hold.
func proveFixes(_ count: Int) throws -> Bool {
  let proof = try FixProof()
  // Each seed makes a few files, so that the work can go on side by side.
  let filesOfSeed = 20
  let seeds = (count + filesOfSeed - 1) / filesOfSeed
  let tallies = inParallel(seeds, jobs: nil) { seed in
    var files = FaultyDockerfiles(seed: (UInt64(seed) + 1) &* 0x9E37_79B9_7F4A_7C15)
    var tallies = [FixTally(), FixTally()]
    for _ in 0..<min(filesOfSeed, count - seed * filesOfSeed) {
      let text = files.next()
      for (index, includesUnsafe) in [false, true].enumerated() {
        do {
          tallies[index].add(try proof.check(text, includesUnsafe: includesUnsafe), of: text)
        } catch {
          tallies[index].violations.append(("it cannot be judged: \(error)", ""))
        }
      }
    }
    return tallies
  }
  var holds = true
  for (index, title) in ["safe fixes", "safe and unsafe fixes"].enumerated() {
    let tally = tallies.reduce(into: FixTally()) { $0.add($1[index]) }
    tally.show(title)
    holds = holds && tally.violations.isEmpty
  }
  return holds
}

/// How many files fared how.
private struct FixTally: Sendable {
  var files = 0
  var changed = 0
  var findings = 0
  var rules: Set<String> = []
  var violations: [(what: String, text: String)] = []

  mutating func add(_ outcome: FixProof.Outcome, of text: [UInt8]) {
    files += 1
    changed += outcome.mended.bytes == text ? 0 : 1
    findings += outcome.findings
    rules.formUnion(outcome.rules)
    violations += outcome.violations.map { ($0, String(decoding: text, as: UTF8.self)) }
  }

  mutating func add(_ other: FixTally) {
    files += other.files
    changed += other.changed
    findings += other.findings
    rules.formUnion(other.rules)
    violations += other.violations
  }

  func show(_ title: String) {
    print("\(title): \(files) files, \(changed) changed, \(findings) findings of \(rules.count) rules mended")
    print("  what does not hold: \(violations.count)")
    for violation in violations.prefix(10) { print("  \(violation.what)\n    \(violation.text.debugDescription)") }
  }
}
