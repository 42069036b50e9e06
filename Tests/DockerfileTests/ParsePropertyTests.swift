import Dockerfile
import Linting
import Testing
import TestSupport

/// What holds for every text: nothing is lost, every place is in the file, nothing traps, and twice is the same.
@Suite struct ParsePropertyTests {
  @Test("A fixture is parsed soundly, as is each of its prefixes and one-byte changes", arguments: Fixtures.dockerfiles)
  func fixtures(_ path: String) throws {
    let bytes = try Fixtures.bytes(path)
    #expect(Soundness(bytes).faults == [])
    #expect(Outline(model(bytes)).lines == Outline(model(bytes)).lines)
    // Long files are sampled, so that the whole stays quick.
    expectSoundChanges(of: bytes, step: max(1, bytes.count / 30), replacements: 1)
  }

  @Test("A tricky text is parsed soundly, as is each of its prefixes and one-byte changes", arguments: TrickyTexts.all)
  func trickyTexts(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(Soundness(bytes).faults == [])
    #expect(Outline(model(bytes)).lines == Outline(model(bytes)).lines)
    expectSoundChanges(of: bytes, step: 1, replacements: 6)
  }

  @Test("Bytes that are no UTF-8 are parsed soundly")
  func brokenText() {
    let bytes: [UInt8] =
      Array("FROM a\nRUN b ".utf8) + [0x80, 0xFF, 0xC3, 0x0A, 0xE2, 0x28] + Array("\nENV \u{0}=".utf8) + [0xF0, 0x9F]
    #expect(Soundness(bytes).faults == [])
    expectSoundChanges(of: bytes, step: 1, replacements: interesting.count)
  }

  @Test(
    "Deep nesting ends",
    arguments: [
      "find -exec ", "sudo ", "sudo sh -c '", "a | (", "(", "$(", "`", "${a:-", "\"$(", "if ", "{ ", "[",
      "case a in b) ", "<(", "f() ", "! ",
    ])
  func nesting(_ opening: String) {
    for instruction in ["RUN ", "ENV A=", "CMD [\"a\", ", "FROM ", "RUN <<E\n"] {
      let text = "FROM a\n" + instruction + String(repeating: opening, count: 5000)
      #expect(Soundness(Array(text.utf8)).faults == [])
    }
  }

  /// Bytes that mean something to one of the grammars.
  private let interesting: [UInt8] = Array("\n\r \\\"'`$<>#=-[]{}()|&;:,A0".utf8) + [0x00, 0xC2, 0xFF]

  private func expectSoundChanges(
    of bytes: [UInt8], step: Int, replacements: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func expectSound(_ changed: [UInt8], _ change: String) {
      let faults = Soundness(changed).faults
      if !faults.isEmpty {
        Issue.record(
          "\(change): \(faults)\n\(String(decoding: changed, as: UTF8.self))", sourceLocation: sourceLocation)
      }
    }
    for index in stride(from: 0, to: bytes.count, by: step) {
      expectSound(Array(bytes[..<index]), "cut at \(index)")
      expectSound(Array(bytes[..<index] + bytes[(index + 1)...]), "without the byte at \(index)")
      for number in 0..<replacements {
        var changed = bytes
        changed[index] = interesting[(index * 7 + number) % interesting.count]
        expectSound(changed, "\(changed[index]) at \(index)")
      }
    }
  }

  private func model(_ bytes: [UInt8]) -> BuildModel {
    BuildModel(source: SourceText(path: "Dockerfile", bytes: bytes))
  }
}
