internal import Foundation

/// What a run of the built program ended with.
package struct ProgramOutcome: Sendable {
  package var status: Int32
  package var output: [UInt8]
  package var errors: [UInt8]

  /// Standard output as text.
  package var text: String { String(decoding: output, as: UTF8.self) }

  /// The lines of standard error.
  package var errorLines: [String] {
    String(decoding: errors, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// Runs the program that was built with the tests, to its end.
///
/// Nothing of the environment reaches it but `environment` and PATH, so that results do not depend on who runs the tests.
package func runProgram(
  _ arguments: [String], in directory: String, input: [UInt8] = [], environment: [String: String] = [:]
) throws -> ProgramOutcome {
  let streams = try TemporaryDirectory()
  return try withExtendedLifetime(streams) {
    let process = Process()
    process.executableURL = try programLocation()
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: try streams.write(input, to: "input"))
    // Files, not pipes: however much the program writes, nobody has to read it at the same time.
    let paths = try ["output", "errors"].map { try streams.write([], to: $0) }
    process.standardOutput = FileHandle(forWritingAtPath: paths[0])
    process.standardError = FileHandle(forWritingAtPath: paths[1])
    try process.run()
    process.waitUntilExit()
    let written = try paths.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
    guard process.terminationReason == .exit else {
      throw ToolFailure(
        message: "imgpolicy \(arguments.joined(separator: " ")) died of signal \(process.terminationStatus)")
    }
    return ProgramOutcome(status: process.terminationStatus, output: written[0], errors: written[1])
  }
}

/// The path of the program that was built with the tests.
package func programPath() throws -> String { try programLocation().path }

/// The program lies beside the bundle of the tests.
private func programLocation() throws -> URL {
  let bundles = [Bundle.main] + Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
  let directories = bundles.flatMap { [$0.bundleURL, $0.bundleURL.deletingLastPathComponent()] }
  let candidates = directories.map { $0.appendingPathComponent("imgpolicy") }
  guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
    throw ToolFailure(message: "imgpolicy is not built: expected it at \(candidates.first?.path ?? "?")")
  }
  return program
}
