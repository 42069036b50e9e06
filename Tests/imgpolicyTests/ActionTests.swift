import Foundation
import TestSupport
import Testing

/// The shell of `action.yml`, run with the variables that a runner sets.
@Suite(.enabled(if: Tool(named: "bash") != nil || isContinuousIntegration)) struct ActionTests {
  /// The script of the action's only step.
  private static func script() throws -> String {
    let lines = try Fixtures.text(ofProjectFile: "action.yml").split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasSuffix("run: |") })
    return lines[(start + 1)...].map { String($0.dropFirst(8)) }.joined(separator: "\n")
  }

  private static let inputs = [
    "COMMAND", "PATHS", "POLICY", "CONFIG", "SELECT", "IGNORE", "FAIL_ON", "BASELINE", "SARIF", "ARGS",
  ]

  /// Runs the step as a runner does, and gives what it set as outputs too.
  private func run(
    _ inputs: [String: String], in project: SampleProject
  ) throws -> (status: Int32, log: String, outputs: String) {
    let program = try programPath()
    var variables = Dictionary(uniqueKeysWithValues: Self.inputs.map { ("IMGPOLICY_\($0)", inputs[$0] ?? "") })
    if inputs["COMMAND"] == nil { variables["IMGPOLICY_COMMAND"] = "check" }
    variables["IMGPOLICY_PROGRAM"] = program
    variables["GITHUB_ACTIONS"] = "true"
    variables["CI"] = "true"
    variables["PATH"] = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] { variables[name] = try project.write("", to: name) }
    let script = try project.write(Self.script(), to: "step.sh")
    let log = try project.write("", to: "log")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Tool(named: "bash")).path)
    process.arguments = ["--noprofile", "--norc", "-e", "-o", "pipefail", script]
    process.currentDirectoryURL = URL(fileURLWithPath: project.directory.path)
    process.environment = variables
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: try project.contents(of: "log"), as: UTF8.self),
      String(decoding: try project.contents(of: "GITHUB_OUTPUT"), as: UTF8.self)
    )
  }

  @Test(
    "The verdict is an output, and the step ends as the program does",
    arguments: [
      (["PATHS": "good"], 0, "pass"), (["PATHS": "bad"], 1, "fail"), (["PATHS": "bad\nnowhere"], 3, "unreadable"),
      (["PATHS": "bad", "FAIL_ON": "error"], 0, "pass"), (["PATHS": "bad", "POLICY": "nothing"], 2, "error"),
      (["PATHS": "bad", "POLICY": "default\nsmall.yaml", "IGNORE": "root-user"], 0, "pass"),
      (["COMMAND": "gate"], 2, "error"),
      (["PATHS": "bad", "ARGS": "--severity\nroot-user=off\n--ignore=DL3006"], 0, "pass"),
    ] as [([String: String], Int32, String)])
  func verdicts(_ inputs: [String: String], _ status: Int32, _ verdict: String) throws {
    let outcome = try run(inputs, in: SampleProject())
    #expect(outcome.status == status, "\(outcome.log)")
    #expect(outcome.outputs == "verdict=\(verdict)\nstatus=\(status)\n")
  }

  @Test("Annotations, the summary and SARIF come from one run")
  func reports() throws {
    let project = try SampleProject()
    let outcome = try run(["PATHS": "bad", "SARIF": "a.sarif"], in: project)
    #expect(outcome.log.hasPrefix("::warning file=bad/Dockerfile,line=1,"))
    #expect(
      try String(decoding: project.contents(of: "GITHUB_STEP_SUMMARY"), as: UTF8.self).contains("imgpolicy: fail"))
    #expect(try String(decoding: project.contents(of: "a.sarif"), as: UTF8.self).contains("\"2.1.0\""))
  }

  @Test(
    "What an input holds is an argument, never a command",
    arguments: ["$(touch owned)", "`touch owned`", "; touch owned", "--help"])
  func injection(_ text: String) throws {
    let project = try SampleProject()
    let outcome = try run(["PATHS": text], in: project)
    #expect(outcome.status == 3, "\(outcome.log)")
    #expect(!FileManager.default.fileExists(atPath: "\(project.directory.path)/owned"))
  }
}
