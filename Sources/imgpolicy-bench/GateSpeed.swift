import Foundation
import ImgPolicyKit

/// `gate` over projects of many targets, each with a Dockerfile, a context and an image: the time, how it grows, and the most memory.
struct GateSpeed {
  /// Bounds for `targets` of them.
  private static let (targets, mostSeconds, mostMemory) = (200, 2.0, 200 << 20)
  private static let counts = [50, 100, 200, 400]
  /// Double the targets may take this many times as long.
  private static let mostGrowth = 2.2
  private static let rounds = 5

  /// What runs as a process of its own, in the project's directory, so that its memory can be told.
  static let child = "gate-once"

  static func runOnce() throws(RunError) -> Int32 { try gate([], options: RunOptions()).verdict == .pass ? 0 : 1 }

  /// Prints a row a project; false when a bound is broken.
  static func run() throws -> Bool {
    let directory = FileManager.default.temporaryDirectory.appending(path: "imgpolicy-gate-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    var holds = true
    for hasSharedContext in [false, true] {
      var times: [Double] = []
      for count in counts {
        let project = directory.appending(path: "\(hasSharedContext)-\(count)")
        try GateProject(targets: count, hasSharedContext: hasSharedContext).write(to: project)
        let runs = try (0..<rounds).map { _ in try ToolRun.run(ownPath, [child], in: project) }
        guard runs.allSatisfy({ $0.status == 0 }) else { throw Failure("gate over \(count) targets is no pass") }
        let seconds = runs.map(\.seconds).min() ?? 0
        let memory = runs.map(\.peakMemory).max() ?? 0
        times.append(seconds)
        print(
          "\(count) targets, \(hasSharedContext ? "one context" : "each with its context"): "
            + "\(Measure.milliseconds(seconds)), \(memory >> 20) MB")
        Measure.show()
        if count == targets { holds = holds && seconds < mostSeconds && memory < mostMemory }
      }
      let growth = pow(times[times.count - 1] / times[0], 1 / Double(times.count - 1))
      print("  × \((growth * 100).rounded() / 100) for double the targets, on the average")
      holds = holds && growth <= mostGrowth
    }
    print(
      "\(targets) targets: wanted is under \(mostSeconds) s and \(mostMemory >> 20) MB: \(holds ? "holds" : "BROKEN")")
    return holds
  }

  private static var ownPath: String {
    URL(filePath: CommandLine.arguments[0], relativeTo: URL.currentDirectory()).absoluteURL.path()
  }
}
