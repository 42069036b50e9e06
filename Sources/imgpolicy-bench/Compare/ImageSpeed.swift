import Foundation

/// How long both take for an image of real files, as a docker-archive and as an OCI archive with gzip layers, and how much memory.
struct ImageSpeed: ComparisonSection {
  static let name = "images"
  static let title = "An image of 463 MB in four layers, of real files, against dive"

  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run() throws -> Bool {
    let race = ImageRace(comparison)
    let (docker, oci) = ("\(comparison.images)/docker.tar", "\(comparison.images)/oci.tar")
    let plain = try race.run(docker, options: [[], ["--no-verify"]], rounds: 5)
    race.show("docker-archive", plain)
    let compressed = try race.run(oci, options: [[]], rounds: 3)
    race.show("OCI archive, gzip", compressed)
    return [
      race.judge("docker-archive, every digest verified", plain.own[0], against: plain.dive, wanted: 2),
      race.judge("docker-archive, --no-verify", plain.own[1], against: plain.dive, wanted: 20),
      race.judge("OCI archive with gzip layers, verified", compressed.own[0], against: compressed.dive, wanted: 3),
      race.judgeMemory(plain.own[0], most: 60),
    ].allSatisfy { $0 }
  }
}

/// Runs of both programs over one image, taking turns, so that a slow moment of the machine is the same for both.
struct ImageRace {
  struct Outcome {
    /// The fastest run of each set of options.
    var own: [ToolRun]
    var dive: ToolRun
  }

  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run(_ image: String, options: [[String]] = [[]], rounds: Int) throws -> Outcome {
    var own: [[ToolRun]] = options.map { _ in [] }
    var dive: [ToolRun] = []
    for _ in 0..<rounds {
      for (at, options) in options.enumerated() { own[at].append(try self.own(image, options)) }
      dive.append(try run(try comparison.peer("dive"), ["--source", "docker-archive", image], ["CI": "true"]))
    }
    return Outcome(own: own.map(fastest), dive: fastest(dive))
  }

  /// One run of our own.
  func own(_ image: String, _ options: [String] = []) throws -> ToolRun {
    let arguments = ["inspect", image, "--no-config", "--fail-on", "none", "--format", "json"]
    let run = try run(comparison.imgpolicy, arguments + options, [:])
    guard run.status == 0 else { throw Failure("imgpolicy inspect \(image) ended with \(run.status)") }
    return run
  }

  func fastest(_ runs: [ToolRun]) -> ToolRun { runs.sorted { $0.seconds < $1.seconds }[0] }

  private func run(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> ToolRun {
    try ToolRun.run(program, arguments, in: comparison.directory, environment: environment)
  }

  // MARK: Printing

  func show(_ title: String, _ outcome: Outcome) {
    let own = outcome.own.map { "\(milliseconds($0)) ms, \(megabytes($0)) MB" }.joined(separator: "; ")
    print("\(title): dive \(milliseconds(outcome.dive)) ms, \(megabytes(outcome.dive)) MB; imgpolicy \(own)")
  }

  func judge(_ title: String, _ own: ToolRun, against dive: ToolRun, wanted: Int) -> Bool {
    let ratio = dive.seconds / own.seconds
    print("\(title): \((ratio * 10).rounded() / 10) times as fast as dive; wanted is \(wanted)")
    return ratio >= Double(wanted)
  }

  func judgeMemory(_ run: ToolRun, most megabytes: Int) -> Bool {
    print("memory: \(self.megabytes(run)) MB; wanted is less than \(megabytes)")
    return run.peakMemory < megabytes * 1_000_000
  }

  func milliseconds(_ run: ToolRun) -> Int { Int((run.seconds * 1000).rounded()) }

  func megabytes(_ run: ToolRun) -> Int { (run.peakMemory + 500_000) / 1_000_000 }
}
