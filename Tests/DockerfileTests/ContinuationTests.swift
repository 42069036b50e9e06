import Dockerfile
import Linting
import Testing

@Suite struct ContinuationTests {
  struct Row: Sendable {
    var text: String
    /// The logical lines of the instructions.
    var joined: [String]
    var lines: [ClosedRange<Int>]
  }

  @Test(
    "Lines are joined as BuildKit joins them",
    arguments: [
      Row(text: "RUN a \\\n b", joined: ["RUN a  b"], lines: [1...2]),
      Row(text: "RUN a\\\nb", joined: ["RUN ab"], lines: [1...2]),
      Row(text: "RU\\\nN a", joined: ["RUN a"], lines: [1...2]),
      // Blanks behind the mark.
      Row(text: "RUN a \\ \t\nb", joined: ["RUN a b"], lines: [1...2]),
      // Two marks and three do not continue.
      Row(text: "RUN a \\\\\nRUN b", joined: ["RUN a \\\\", "RUN b"], lines: [1...1, 2...2]),
      Row(text: "RUN a \\\\\\\nRUN b", joined: ["RUN a \\\\\\", "RUN b"], lines: [1...1, 2...2]),
      // Comments and blank lines between.
      Row(text: "RUN a \\\n# c \\\n  # d\n\n  \\\n b\nRUN c", joined: ["RUN a    b", "RUN c"], lines: [1...6, 7...7]),
      Row(text: "RUN a \\\n\n\nRUN b", joined: ["RUN a RUN b"], lines: [1...4]),
      // A line with the mark alone begins an instruction.
      Row(text: "\\\nFROM a", joined: ["FROM a"], lines: [1...2]),
      // The end of the file.
      Row(text: "FROM a \\", joined: ["FROM a"], lines: [1...1]),
      Row(text: "FROM a \\\n", joined: ["FROM a"], lines: [1...1]),
      Row(text: "FROM a \\\n# c", joined: ["FROM a"], lines: [1...2]),
      // CRLF, and a lone CR, which is a blank.
      Row(text: "RUN a \\\r\n b\r\nRUN c\r\n", joined: ["RUN a  b", "RUN c"], lines: [1...2, 3...3]),
      Row(text: "RUN a\rb", joined: ["RUN a\rb"], lines: [1...1]),
      // Leading white space counts only on the first line.
      Row(text: " \u{2003}\tRUN a \\\n  b", joined: ["RUN a   b"], lines: [1...2]),
      // Another escape character.
      Row(text: "# escape=`\nRUN a `\n b \\\nRUN c", joined: ["RUN a  b \\", "RUN c"], lines: [2...3, 4...4]),
      // A comment never continues.
      Row(text: "# a \\\nFROM b", joined: ["FROM b"], lines: [2...2]),
    ])
  func joining(_ row: Row) {
    let instructions = parsed(row.text).instructions
    #expect(instructions.map { $0.text.string(0..<$0.text.count) } == row.joined)
    #expect(instructions.map(\.lines) == row.lines)
  }

  @Test("The first blank line between continued lines is known")
  func emptyLine() {
    let instructions = parsed("RUN a \\\n# c\n\n  \n  b\nRUN c").instructions
    #expect(instructions.map(\.emptyContinuationLine) == [3, nil])
  }

  @Test("A word keeps its place across lines and comments")
  func places() throws {
    let syntax = parsed("# escape=`\r\nFROM `\r\n  no`\r\n# c\r\nde AS `\r\n  b\r\n")
    let from = try #require(syntax.instructions.first)
    let words = from.arguments.words
    #expect(words.map(\.text) == ["node", "AS", "b"])
    #expect(words.map { syntax.place(of: $0.range, in: from).short } == ["3:3-5:3", "5:4-5:6", "6:3-6:4"])
    #expect(syntax.place(of: from).short == "2:1-2:5")
  }

  @Test(
    "A line may have 65535 bytes before its line feed",
    arguments: [
      ("", 65_535, 0), ("", 65_536, 1), ("\n", 65_535, 0), ("\n", 65_536, 1), ("\r\n", 65_534, 0), ("\r\n", 65_535, 1),
    ])
  func length(_ end: String, _ length: Int, _ faults: Int) {
    let line = "RUN " + String(repeating: "a", count: length - 4)
    #expect(parsed("FROM a\n\(line)\(end)").faults.count == faults)
  }

  @Test(
    "Unicode white space begins and ends an instruction, and is between its keyword and its arguments",
    arguments: ["\\\n  USER a", "\u{A0}USER a", "USER \u{A0}a", "USER a\u{A0} \u{2003}", "USER \u{3000} a\\\n\u{85}"])
  func unicodeSpace(_ text: String) {
    let instruction = parsed(text).instructions.first
    #expect(instruction?.keyword == .user)
    #expect(instruction?.argumentTexts == ["a"])
  }
}
