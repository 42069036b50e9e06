import Dockerfile
import Foundation
import Linting
import Rules
import TestSupport
import Testing

@testable import ImgPolicyKit

/// What the installed program shellcheck says of examples and fixtures.
enum InstalledShellCheck {
  private static let environment = ProcessInfo.processInfo.environment
  private static let program = ShellCheckProgram(environment: environment)

  /// Whether cases of a rule can run. Where the program is missing, those that need it are skipped; under CI they fail.
  static func canJudge(_ rule: String) -> Bool {
    rule != ShellScriptFault.info.name || program != nil || isContinuousIntegration
  }

  /// The faults of the scripts in a Dockerfile.
  static func faults(in model: BuildModel) throws -> [ScriptFault] {
    let program = try #require(program, "shellcheck must be installed")
    let run = RunShellCheck(program: program, cache: nil, jobs: nil, environment: environment)
    let result = try #require(run.results(for: [model]).first)
    #expect(result.error == nil)
    return result.faults
  }
}

@Suite struct InstalledShellCheckTests {
  @Test(
    "The examples and fixtures of shell-script-fault were judged",
    .enabled(
      if: InstalledShellCheck.canJudge(ShellScriptFault.info.name),
      "shellcheck is not installed: the cases of shell-script-fault were skipped"))
  func presence() throws {
    let model = BuildModel(source: SourceText(path: "Dockerfile", text: "FROM a:1\nRUN cd /b\n"))
    #expect(try InstalledShellCheck.faults(in: model).map(\.code) == ["SC2164"])
  }
}
