import Foundation

/// How long both take for a thousand Dockerfiles.
struct LintingSpeed: ComparisonSection {
  static let name = "speed"
  static let title = "Time for 1,000 generated Dockerfiles in one run"

  private static let seed: UInt64 = 42
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run() throws -> Bool {
    let texts = ComparedText.generated(1000, seed: Self.seed)
    for text in texts { _ = try comparison.write(text.text, to: "speed/\(text.name)") }
    let directory = comparison.directory.appending(path: "speed")
    let names = texts.map(\.name)
    let hadolint = try seconds(
      of: try comparison.peer("hadolint"), ["--no-fail", "--format", "json"] + names, directory)
    print("hadolint \(round(hadolint)) s")
    var holds = true
    let own = try best(of: 3) {
      try seconds(
        of: comparison.imgpolicy,
        ["check", "--policy", "hadolint", "--no-config", "--fail-on", "none", "--format", "json"]
          + OwnSwitches.withoutShellCheck + names, directory)
    }
    holds = judge("imgpolicy, its own rules", own, against: hadolint, wanted: 100) && holds
    return holds
  }

  private func best(of rounds: Int, _ work: () throws -> Double) rethrows -> Double {
    try (0..<rounds).map { _ in try work() }.min() ?? 0
  }

  private func seconds(of program: String, _ arguments: [String], _ directory: URL) throws -> Double {
    let run = try ToolRun.run(program, arguments, in: directory)
    guard run.status == 0 else {
      throw Failure("\(program) ended with \(run.status): \(String(decoding: run.errors.prefix(300), as: UTF8.self))")
    }
    return run.seconds
  }

  private func judge(_ title: String, _ seconds: Double, against peer: Double, wanted: Double) -> Bool {
    let ratio = peer / seconds
    print("\(title): \(round(seconds)) s, \(round(ratio)) times as fast; wanted are \(Int(wanted))")
    return ratio >= wanted
  }

  private func round(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
