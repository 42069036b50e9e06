import Foundation

/// How long both take for a thousand Dockerfiles: our rules alone, with ShellCheck, and with what it said before.
struct LintingSpeed: ComparisonSection {
  static let name = "speed"
  static let title = "Time for 1,000 generated Dockerfiles in one run, against hadolint"

  private static let seed: UInt64 = 42
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run() throws -> Bool {
    var generator = ScriptGenerator(seed: Self.seed)
    let names = try (1...1000).map { number in
      let name = "\(number).Dockerfile"
      _ = try comparison.write(generator.dockerfile(), to: "speed/\(name)")
      return name
    }
    let hadolint = try seconds(of: try comparison.peer("hadolint"), ["--no-fail", "--format", "json"] + names)
    print("hadolint: \(rounded(hadolint)) s")
    let alone = try (0..<3).map { _ in try own(names, OwnSwitches.withoutShellCheck) }.min() ?? 0
    _ = try comparison.peer("shellcheck")
    let cold = try own(names, ["--shellcheck", "on"])
    let cached = try own(names, ["--shellcheck", "on"])
    let verdicts = [
      judge("imgpolicy, its own rules", alone, against: hadolint, wanted: 100),
      judge("imgpolicy, with ShellCheck", cold, against: hadolint, wanted: 2),
      judge("imgpolicy, with ShellCheck's results of the first run", cached, against: hadolint, wanted: 20),
    ]
    return verdicts.allSatisfy { $0 }
  }

  private func own(_ names: [String], _ arguments: [String]) throws -> Double {
    let common = ["check", "--policy", "hadolint", "--no-config", "--fail-on", "none", "--format", "json"]
    return try seconds(of: comparison.imgpolicy, common + arguments + names)
  }

  /// The peers' ShellCheck is the one that is found, and the cache is empty at first.
  private func seconds(of program: String, _ arguments: [String]) throws -> Double {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let environment = [
      "PATH": "\(comparison.peers):\(path)", "HOME": comparison.directory.path(),
      "XDG_CACHE_HOME": comparison.directory.appending(path: "cache").path(),
    ]
    let run = try ToolRun.run(
      program, arguments, in: comparison.directory.appending(path: "speed"), environment: environment)
    guard run.status == 0 else {
      throw Failure("\(program) ended with \(run.status): \(String(decoding: run.errors.prefix(300), as: UTF8.self))")
    }
    return run.seconds
  }

  private func judge(_ title: String, _ seconds: Double, against peer: Double, wanted: Int) -> Bool {
    let ratio = peer / seconds
    print("\(title): \(rounded(seconds)) s, \(rounded(ratio)) times as fast; wanted is \(wanted)")
    return ratio >= Double(wanted)
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
