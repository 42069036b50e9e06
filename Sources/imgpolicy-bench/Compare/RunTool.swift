import Foundation

/// A finished run of a program.
struct ToolRun {
  var status: Int32
  var output: Data
  var errors: Data
  /// From the start to the end, in seconds.
  var seconds: Double
  /// The most memory that it had at once, in bytes, looked at all the time; 0 where the system does not tell.
  var peakMemory: Int

  /// Runs a program to its end, with its output in files, so that nobody waits for a pipe.
  static func run(
    _ program: String, _ arguments: [String], in directory: URL, environment: [String: String] = [:]
  ) throws -> ToolRun {
    let streams = FileManager.default.temporaryDirectory.appending(path: "imgpolicy-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: streams) }
    let files = ["output", "errors"].map { streams.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    // No configuration of whoever runs this may count.
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    let start = ContinuousClock.now
    try process.run()
    let peakMemory = watch(process)
    let time = (ContinuousClock.now - start).components
    return ToolRun(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      output: try Data(contentsOf: files[0]), errors: try Data(contentsOf: files[1]),
      seconds: Double(time.seconds) + Double(time.attoseconds) / 1e18, peakMemory: peakMemory)
  }

  /// Waits for the end of a process, and says how much memory it had.
  private static func watch(_ process: Process) -> Int {
    var peak = 0
    let path = "/proc/\(process.processIdentifier)/status"
    while process.isRunning {
      if let status = try? String(contentsOfFile: path, encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
      {
        peak = max(peak, kilobytes << 10)
      }
      usleep(500)
    }
    process.waitUntilExit()
    return peak
  }
}
