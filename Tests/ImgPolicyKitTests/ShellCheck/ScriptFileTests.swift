import Dockerfile
import Linting
import Testing

@testable import ImgPolicyKit

/// A script as the program reads it, and the way back to the Dockerfile.
@Suite struct ScriptFileTests {
  private func file(_ text: String) throws -> ScriptFile {
    let model = BuildModel(source: SourceText(path: "Dockerfile", text: text))
    return try #require(model.embeddedScripts.compactMap(ScriptFile.init).first)
  }

  private func comment(_ line: Int, _ column: Int, _ endLine: Int, _ endColumn: Int) -> ShellCheckComment {
    ShellCheckComment(
      line: line, column: column, endLine: endLine, endColumn: endColumn, severity: .info, code: 2086, message: "m")
  }

  @Test(
    "The interpreter comes first, then the comments at the top, the variables of the build, and the rest",
    arguments: [
      ("FROM a\nRUN echo $b", "#!/bin/sh\necho $b\n"),
      ("FROM a\nARG b\nENV c=1\nRUN echo $b $c", "#!/bin/sh\nexport b=1 c=1\necho $b $c\n"),
      (
        "FROM a\nSHELL [\"bash\", \"-ec\"]\nARG b\nRUN <<E\n# shellcheck disable=SC2086\n\n  # more\necho $b\nE\n",
        "#!/bin/bash -e\n# shellcheck disable=SC2086\n\n  # more\nexport b=1\necho $b\n"
      ), ("FROM a\nARG b\nRUN <<E\n#!/usr/bin/env ksh\necho $b\nE\n", "#!/bin/ksh\nexport b=1\necho $b\n"),
      ("FROM a\nARG b\nRUN # $b", "#!/bin/sh\nexport b=1\n# $b\n"), ("FROM a\nRUN <<E\n#!/bin/sh\nE\n", "#!/bin/sh\n"),
      ("FROM a\nRUN <<E\nE\n", "#!/bin/sh\n"),
    ])
  func contents(_ text: String, _ expected: String) throws {
    #expect(String(decoding: try file(text).bytes, as: UTF8.self) == expected)
  }

  @Test(
    "Each shell goes by a name that ShellCheck knows; one that it does not know is left out",
    arguments: [
      ("sh", "sh"), ("ash", "dash"), ("dash", "dash"), ("bash", "bash"), ("ksh", "ksh"), ("mksh", "ksh"), ("zsh", nil),
    ])
  func dialects(_ shell: String, _ expected: String?) throws {
    let text = "FROM a\nSHELL [\"/bin/\(shell)\", \"-c\"]\nRUN b\n"
    let model = BuildModel(source: SourceText(path: "Dockerfile", text: text))
    let script = try #require(model.embeddedScripts.first)
    let file = ScriptFile(script).map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(file == expected.map { "#!/bin/\($0)\nb\n" })
  }

  @Test("Places are counted in characters, a tab and a stray byte as one")
  func characters() {
    let lines = CharacterLines(Array("é\t🐳x\nab".utf8) + [0xFF, 0xE2, 0x82, 0xF4, 0x90, 0x80, 0x80, 0x63])
    let offsets = (1...7).map { lines.offset(line: 1, column: $0) }
    #expect(offsets == [0, 2, 3, 7, 8, 8, 8])
    #expect((1...11).map { lines.offset(line: 2, column: $0) } == [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    #expect(lines.offset(line: 3, column: 1) == nil && lines.offset(line: 0, column: 1) == nil)
  }

  @Test("A comment in the program's own lines is none of the Dockerfile; one outside of the file is a contradiction")
  func foreignLines() throws {
    let file = try file("FROM a\nARG b\nRUN echo $b\n")
    #expect(file.faults([comment(1, 1, 1, 3), comment(2, 8, 2, 9)])?.isEmpty == true)
    #expect(file.faults([comment(3, 6, 3, 8)])?.map(\.range) == [22..<24])
    #expect(file.faults([comment(5, 1, 5, 1)]) == nil)
    #expect(file.faults([comment(3, 1, 6, 1)]) == nil)
    // The end of the file, behind its last line.
    #expect(file.faults([comment(4, 1, 4, 1)])?.map(\.range) == [24..<24])
    // A parser that stops names one character without extent.
    #expect(file.faults([comment(3, 1, 3, 1)])?.map(\.range) == [17..<18])
  }

  @Test("A comment over several lines covers all of them")
  func severalLines() throws {
    let text = "FROM a\nRUN if a; then \\\n  # no\n  b; \\\nfi\nRUN <<-E\n\tif a\n\tthen b\n\tfi\n\tE\n"
    let model = BuildModel(source: SourceText(path: "Dockerfile", text: text))
    let files = model.embeddedScripts.compactMap(ScriptFile.init)
    let places = [comment(2, 1, 2, 20), comment(2, 1, 4, 3)].enumerated().map { index, comment in
      files[index].faults([comment])?.map { model.source.place(of: $0.range) }
    }
    #expect(
      places == [
        [Place(line: 2, column: 5, endLine: 5, endColumn: 3)], [Place(line: 7, column: 2, endLine: 9, endColumn: 4)],
      ])
  }
}
