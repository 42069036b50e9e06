import Linting
import Testing

@Suite struct SourceTextTests {
  @Test("Lines end at LF; the CR before it belongs to the line end")
  func lines() {
    let source = SourceText(path: "f", text: "ab\r\n\r\nc\rd\n\ne")
    #expect(source.lineStarts == [0, 4, 6, 10, 11])
    #expect((0...6).map { source.text(ofLine: $0) } == ["", "ab", "", "c\rd", "", "e", ""])
  }

  @Test(
    "A file has the line of its end only when something stands on it",
    arguments: [("", [0]), ("\n", [0]), ("a", [0]), ("a\n", [0]), ("a\nb", [0, 2]), ("a\n\n", [0, 2])])
  func ends(_ text: String, _ starts: [Int]) {
    #expect(SourceText(path: "f", text: text).lineStarts == starts)
  }

  @Test(
    "A range has a place",
    arguments: [
      (0..<2, "1:1-1:3"), (1..<1, "1:2-1:2"),
      // Columns count bytes: é has two.
      (4..<6, "2:1-2:3"), (6..<7, "2:3-2:4"),
      // Over the line end, and just behind it.
      (0..<6, "1:1-2:3"), (0..<4, "1:1-1:3"), (0..<3, "1:1-1:3"), (4..<8, "2:1-2:4"),
      // The line end itself, and the end of the file.
      (2..<4, "1:3-1:3"), (8..<10, "3:1-3:3"), (10..<10, "3:3-3:3"), (8..<99, "3:1-3:3"),
    ])
  func places(_ range: Range<Int>, _ expected: String) {
    // 0 a b CR LF 4 é x LF 8 yz
    let source = SourceText(path: "f", text: "ab\r\néx\nyz")
    let place = source.place(of: range)
    #expect("\(place.line):\(place.column)-\(place.endLine):\(place.endColumn)" == expected)
  }

  @Test(
    "Every range of a text has a place that leads back to it",
    arguments: ["", "a", "a\nb\r\n\r\ncd\n", "é\n\n\u{1F600}x\r\r\n"])
  func roundTrip(_ text: String) {
    let source = SourceText(path: "f", text: text)
    for start in 0...source.bytes.count {
      for end in start...source.bytes.count {
        let place = source.place(of: start..<end)
        #expect(source.lineStarts[place.line - 1] + place.column - 1 == start)
        let last = source.lineStarts[place.endLine - 1] + place.endColumn - 1
        #expect(last <= end && last >= start)
        #expect(source.bytes[last..<end].allSatisfy { $0 == 0x0A || $0 == 0x0D })
      }
    }
  }

  @Test("An offset behind the end is in the last line")
  func lineAtEnd() {
    let source = SourceText(path: "f", text: "a\nb\n")
    #expect([0, 1, 2, 3, 4, 99].map { source.line(at: $0) } == [1, 1, 2, 2, 2, 2])
  }
}
