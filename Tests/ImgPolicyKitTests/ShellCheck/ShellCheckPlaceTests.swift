import Dockerfile
import Foundation
import Linting
import TestSupport
import Testing

@testable import ImgPolicyKit

/// Dockerfiles in which a known fault stands at random places among everything that moves text about.
private struct ScriptGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 + 1 }

  mutating func dockerfile() -> String {
    var text = "# é\nFROM debian:12\n" + (next(2) == 0 ? "ARG \tbuild_variable\n" : "")
    for _ in 0...next(3) {
      switch next(4) {
      case 0: text += "RUN " + line() + "\n"
      case 1: text += "RUN <<EOF\n" + body(indent: ["", "\t", "  "]) + "EOF\n"
      case 2: text += "RUN <<-'EOF'\n" + body(indent: ["\t", "\t\t", "\t \t", ""]) + "\tEOF\n"
      default: text += "RUN cat <<EOF >/f && \\\n" + line() + "\n\té $HOME\nEOF\n"
      }
    }
    return text
  }

  /// Commands in one instruction line over several lines of the file.
  private mutating func line() -> String {
    var text = command()
    for _ in 0..<next(6) {
      text += pick([" && ", " &&\\\n", " && \\  \n\t ", "; \\\n# é $x\n", " ;\\\n\n  # \\\n"]) + command()
    }
    return text
  }

  /// Commands in lines of their own.
  private mutating func body(indent: [String]) -> String {
    var text = pick(["", "#!/bin/bash\n", "# shellcheck disable=SC9999\n", "\n"])
    for _ in 0...next(6) {
      text += pick(indent) + pick(["", "# é\n"]) + command() + pick(["", " # é", "\t#\t$x"]) + "\n"
    }
    return text
  }

  private mutating func command() -> String {
    pick([
      "true", "printf 'é\tü 🐳'", "echo \"é $HOME\"", "echo \"$build_variable\"", "cat\t/é", "echo\té\t$unquoted",
      "echo $unquoted", "test -n 🐳 || echo 'e\u{301}' $unquoted é $unquoted",
    ])
  }

  private mutating func pick(_ texts: [String]) -> String { texts[next(texts.count)] }

  /// xorshift64*
  private mutating func next(_ limit: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % limit
  }
}

private enum Installed {
  static let environment = ProcessInfo.processInfo.environment
  static let program = ShellCheckProgram(environment: environment)
}

/// What the installed program says. Where it is missing, the suite is skipped, which the test run says; under CI it must be
/// there.
@Suite(.enabled(if: Installed.program != nil || isContinuousIntegration, "shellcheck is not installed"))
struct ShellCheckPlaceTests {
  private func results(_ texts: [String]) throws -> [(model: BuildModel, result: RunShellCheck.Result)] {
    let program = try #require(Installed.program, "shellcheck must be installed")
    let run = RunShellCheck(program: program, cache: nil, jobs: nil, environment: Installed.environment)
    let models = texts.map { BuildModel(source: SourceText(path: "Dockerfile", text: $0)) }
    return Array(zip(models, run.results(for: models)))
  }

  @Test("A fault is reported where its text stands")
  func places() throws {
    var generator = ScriptGenerator(seed: 7)
    let texts = (0..<150).map { _ in generator.dockerfile() }
    var count = 0
    for (model, result) in try results(texts) {
      #expect(result.error == nil)
      let reported = result.faults.filter { $0.code == "SC2086" }.map(\.range)
      let standing = ranges(of: Array("$unquoted".utf8), in: model.source.bytes)
      #expect(
        reported.sorted { $0.lowerBound < $1.lowerBound } == standing,
        "\(String(decoding: model.source.bytes, as: UTF8.self))")
      count += standing.count
    }
    #expect(count > 200)
  }

  private func ranges(of word: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
    bytes.indices.filter { bytes[$0...].starts(with: word) }.map { $0..<$0 + word.count }
  }

  @Test("A script with nine faults in one RUN has findings on nine lines, each as grave as it is reported")
  func nineFaults() throws {
    let text = try Fixtures.bytes("rules/shell-script-fault/nine-faults.Dockerfile")
    let (model, result) = try #require(try results([String(decoding: text, as: UTF8.self)]).first)
    #expect(Set(result.faults.map { model.source.line(at: $0.range.lowerBound) }) == Set(4...12))
    #expect(Set(result.faults.map(\.severity)) == Set(Severity.allCases))
  }

  @Test("Variables of the build are known, others are not; the dialect counts")
  func variablesAndDialects() throws {
    let codes = try results([
      "FROM a:1\nARG name\nRUN echo \"$name\"\n", "FROM a:1\nRUN echo \"$name\"\n", "FROM a:1\nRUN [[ -n $(x) ]]\n",
      "FROM a:1\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [[ -n $(x) ]]\n",
      "FROM a:1\nSHELL [\"pwsh\", \"-c\"]\nRUN echo $x\n",
      "FROM a:1\nRUN . /etc/os-release\n", "FROM a:1\nSHELL [\"/bin/sh\", \"-ec\"]\nRUN cd /a; b\n",
      "FROM a:1\nRUN cd /a; b\n", "FROM a:1\nSHELL [\"ash\", \"-c\"]\nRUN <<E\nf() { local x=1; echo \"$x\"; }\nf\nE\n",
    ]).map { $0.result.faults.map(\.code) }
    #expect(codes == [[], ["SC2154"], ["SC3010"], [], [], [], [], ["SC2164"], []])
  }
}
