internal import Foundation

/// A program of the system that tests use where it is installed.
package struct Tool: Sendable {
  package let path: String

  /// nil when the program is not on PATH.
  package init?(named name: String) {
    let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let candidates = directories.map { "\($0)/\(name)" }
    guard let path = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return nil }
    self.init(path: path)
  }

  /// A program that `make deps` installs below the root of the package; nil when it is neither there nor on PATH.
  package init?(ofProject name: String) {
    let own = Fixtures.project.appending(path: ".build-tools/bin/\(name)").path
    if FileManager.default.isExecutableFile(atPath: own) { self.init(path: own) } else { self.init(named: name) }
  }

  private init(path: String) { self.path = path }

  /// Runs the program to its end, and gives what it wrote to standard output.
  @discardableResult
  package func run(
    _ arguments: [String], in directory: String? = nil, environment: [String: String]? = nil
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    if let environment { process.environment = environment }
    let output = Pipe()
    let errors = try TemporaryDirectory()
    let errorFile = try errors.write([], to: "stderr")
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorFile))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let text = try String(contentsOfFile: errorFile, encoding: .utf8)
      throw ToolFailure(message: "\(path) \(arguments.joined(separator: " ")) failed: \(text.suffix(2000))")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

package struct ToolFailure: Error, CustomStringConvertible {
  package var message: String
  package var description: String { message }

  package init(message: String) { self.message = message }
}

/// Whether nothing may be skipped for want of a program.
package var isContinuousIntegration: Bool { ProcessInfo.processInfo.environment["CI"] != nil }
