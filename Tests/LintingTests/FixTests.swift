import Linting
import Testing

/// Edits of a text.
@Suite struct FixTests {
  private let source = SourceText(path: "f", text: "ab\r\n\ncd\n")

  @Test("Every range is the range of its place")
  func places() {
    let count = source.bytes.count
    for start in 0...count {
      for end in start...count { #expect(source.range(of: source.editPlace(of: start..<end)) == start..<end) }
    }
  }

  @Test("What is behind the text is no place of it")
  func outside() {
    for (line, column) in [(0, 1), (1, 0), (4, 2), (5, 1), (3, 9)] {
      #expect(source.range(of: Place(line: line, column: column, endLine: line, endColumn: column)) == nil)
    }
    #expect(source.range(of: Place(line: 3, column: 2, endLine: 3, endColumn: 1)) == nil)
  }

  @Test("Edits are applied whatever their order")
  func apply() {
    let edits = [edit(6..<7, "X"), edit(0..<0, "<"), edit(2..<5, ""), edit(8..<8, ">")]
    for edits in [edits, edits.reversed()] {
      #expect(source.applying(edits).map { String(decoding: $0.bytes, as: UTF8.self) } == "<abcX\n>")
    }
  }

  @Test("Edits that overlap are not applied")
  func overlap() {
    #expect(source.applying([edit(0..<2, ""), edit(1..<3, "")]) == nil)
  }

  @Test("A fix is whole or none")
  func whole() {
    #expect(Fix(.safe, all: [edit(0..<1, ""), nil]) == nil)
    #expect(Fix(.safe, all: []) == nil)
    #expect(Fix(.safe, all: [edit(0..<1, "")])?.edits.count == 1)
  }

  private func edit(_ range: Range<Int>, _ text: String) -> Fix.Edit {
    Fix.Edit(place: source.editPlace(of: range), text: text)
  }
}
