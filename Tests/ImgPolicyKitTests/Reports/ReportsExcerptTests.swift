import ImgPolicyKit
import Linting
import Testing

/// The source line and its marks.
@Suite struct ReportsExcerptTests {
  /// The excerpt lines of the report: those with a gutter, without it.
  private func excerpt(_ bytes: [UInt8], _ places: [Place], width: Int = 100) -> [String] {
    let source = SourceText(path: "Dockerfile", bytes: bytes)
    let findings = places.map { SampleReport.judged(Finding(SampleReport.rule("a"), "m", at: $0)) }
    let report = Report(verdict: .fail, inputs: [SampleReport.input(source)], findings: findings)
    let output = String(decoding: ReportFormat.text.render(report, style: TextStyle(width: width)), as: UTF8.self)
    return output.split(separator: "\n").filter { $0.contains("│") }
      .map { String($0.drop { $0 != "│" }.dropFirst()) }
  }

  private func excerpt(_ text: String, _ places: Place..., width: Int = 100) -> [String] {
    excerpt(Array(text.utf8), places, width: width)
  }

  private func place(_ line: Int, _ columns: Range<Int>) -> Place { SampleReport.place(line, columns) }

  @Test func marksAWord() {
    #expect(excerpt("FROM node AS a\n", place(1, 6..<10)) == [" FROM node AS a", "      ^^^^", " warning: m [a]"])
  }

  @Test func tabsBecomeBlanksUpToTheNextStop() {
    #expect(excerpt("\tRUN\tx y\n", place(1, 6..<7)).prefix(2) == ["     RUN x y", "         ^"])
    #expect(excerpt("ab\tc\n", place(1, 3..<4)).prefix(2) == [" ab  c", "   ^^"])
  }

  @Test func carriageReturnBelongsToTheLineEnd() {
    #expect(excerpt("USER root\r\nRUN x\r\n", place(1, 6..<10)).prefix(2) == [" USER root", "      ^^^^"])
    #expect(excerpt("USER\rroot\n", place(1, 6..<10)).prefix(2) == [#" USER\rroot"#, "       ^^^^"])
  }

  @Test func columnsCountBytesAndMarksCountWhatIsSeen() {
    // é has two bytes, the ideographs three bytes and two columns each, the combining accent none of its own.
    #expect(excerpt("é x\n", place(1, 4..<5)).prefix(2) == [" é x", "   ^"])
    #expect(excerpt("漢字 x\n", place(1, 1..<7)).prefix(2) == [" 漢字 x", " ^^^^"])
    #expect(excerpt("漢字 x\n", place(1, 8..<9)).prefix(2) == [" 漢字 x", "      ^"])
    #expect(excerpt("e\u{301}x\n", place(1, 4..<5)).prefix(2) == [" e\u{301}x", "  ^"])
  }

  @Test func bytesThatAreNoTextAreShownAsSuch() {
    #expect(excerpt([0x61, 0xFF, 0x62, 0x0A], [place(1, 3..<4)]).prefix(2) == [#" a\xffb"#, "      ^"])
    #expect(excerpt([0xE6, 0xBC, 0x0A], [place(1, 1..<3)]).prefix(2) == [#" \xe6\xbc"#, " ^^^^^^^^"])
  }

  @Test func escapeSequencesAreShownAsSuch() {
    #expect(excerpt("A \u{1B}[31m b\n", place(1, 9..<10)).prefix(2) == [#" A \u{1b}[31m b"#, "              ^"])
  }

  @Test func endOfFileAndEmptyFile() {
    #expect(excerpt("FROM a", place(1, 7..<7)).prefix(2) == [" FROM a", "       ^"])
    #expect(excerpt("FROM a\n", place(1, 40..<50)).prefix(2) == [" FROM a", "       ^"])
    #expect(excerpt("", place(1, 1..<1)).prefix(2) == ["", " ^"])
    #expect(excerpt("FROM a\n", place(9, 1..<5)).prefix(2) == ["", " ^"])
  }

  @Test func oddPlacesNeverTrap() {
    for line in [-1, 0, 1, 2, .max] {
      for column in [Int.min, -1, 0, 1, 5, .max] {
        let place = Place(line: line, column: column, endLine: line, endColumn: 0)
        #expect(!excerpt("RUN a\n\n", place).isEmpty)
      }
    }
  }

  @Test func aPlaceOfSeveralLinesIsMarkedOnItsFirst() {
    let place = Place(line: 1, column: 5, endLine: 3, endColumn: 2)
    #expect(excerpt("RUN a \\\n  b \\\n  c\n", place).prefix(2) == [#" RUN a \"#, "     ^^^"])
  }

  @Test func findingsOfALineShareItsExcerpt() {
    let lines = excerpt("RUN a && b\n", place(1, 10..<11), place(1, 5..<6), place(1, 5..<6))
    #expect(lines == [" RUN a && b", "     ^", " warning: m [a]", " warning: m [a]", "          ^", " warning: m [a]"])
  }

  @Test(arguments: [60, 100, 200, 0])
  func longLinesAreCutAroundTheMark(width: Int) {
    let text = "RUN " + (0..<60).map { "word\($0)" }.joined(separator: " ") + "\n"
    guard let range = text.firstRange(of: "word40") else { return }
    let column = text.utf8.distance(from: text.startIndex, to: range.lowerBound) + 1
    let lines = excerpt(text, place(1, column..<column + 6), width: width)
    #expect(lines.first?.hasPrefix(" …") == true)
    #expect(lines.first?.hasSuffix("…") == true)
    #expect((lines.first?.count ?? 0) <= (width == 0 ? 161 : min(161, width - 6)))
    let marked = zip(lines.first ?? "", lines.dropFirst().first ?? "").filter { $1 == "^" }.map(\.0)
    #expect(String(marked) == "word40")
  }

  @Test func marksFarApartOnALongLineGetAnExcerptEach() {
    let text = "RUN one " + String(repeating: "x ", count: 200) + "two\n"
    let lines = excerpt(text, place(1, 5..<8), place(1, 409..<412))
    #expect(lines.count { $0.contains("one") } == 1)
    #expect(lines.count { $0.contains("two") } == 1)
    #expect(lines.count { $0.contains("^^^") } == 2)
  }

  @Test func aMarkLongerThanTheWindowIsCutToIt() {
    let lines = excerpt(String(repeating: "x", count: 500) + "\n", place(1, 101..<400), width: 80)
    #expect(lines.dropFirst().first?.filter { $0 == "^" }.count == 73 - 4)
  }
}
