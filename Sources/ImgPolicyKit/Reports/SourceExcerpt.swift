internal import Linting

/// One source line as a terminal shows it, and where byte columns fall in it.
///
/// Tabs become blanks up to the next stop, characters that a terminal would obey become visible escapes, and bytes that
/// are no UTF-8 become `\xff`, so that marks below the line stand under what they mean.
struct SourceExcerpt {
  private static let tabStop = 4
  /// No excerpt is wider than this, however wide the terminal.
  static let widest = 160
  /// Stands for bytes that continue the character before them.
  private static let continuation = -1

  private let bytes: ArraySlice<UInt8>
  /// The column of each byte, and that of the end of the line; nil for a line of plain ASCII, where they are equal.
  private let columnOfByte: [Int]?
  /// The columns that the whole line takes.
  let width: Int

  /// The 1-based line of `source`; empty for a line that does not exist.
  init(of source: SourceText, line: Int) {
    let bytes = source.bytes[source.contentRange(ofLine: line)]
    self.bytes = bytes
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      columnOfByte = nil
      width = bytes.count
      return
    }
    var columns: [Int] = []
    columns.reserveCapacity(bytes.count + 1)
    var column = 0
    Self.forEachCell(in: bytes, from: 0, column: 0) { cell in
      columns.append(column)
      columns.append(contentsOf: repeatElement(Self.continuation, count: cell.length - 1))
      column += cell.width
      return true
    }
    columns.append(column)
    columnOfByte = columns
    width = column
  }

  /// The columns under which `place` is marked: at least one; where it spans several lines, the rest of its first line.
  func columns(of place: Place) -> Range<Int> {
    let first = offset(ofColumn: place.column)
    let end = place.endLine > place.line ? bytes.count : max(offset(ofColumn: place.endColumn), first)
    let start = column(at: first, step: -1)
    return start..<max(column(at: end, step: 1), start + 1)
  }

  /// The columns to show of the line when at most `limit` fit: all of them, or a part around `marked`.
  func window(around marked: Range<Int>, limit: Int) -> Range<Int> {
    if width <= limit { return 0..<max(width, marked.upperBound) }
    let lead = max(4, (limit - marked.count) / 2)
    let start = max(0, min(marked.lowerBound - lead, width - limit))
    return start..<start + limit
  }

  /// Writes the part of the line in `window` from the present column on, an ellipsis at each end that is cut.
  func write(_ window: Range<Int>, to out: inout TerminalText) {
    let origin = out.column
    let isCutBefore = window.lowerBound > 0
    let isCutAfter = window.upperBound < width
    if isCutBefore { out.write("…", .faint) }
    let shown = window.lowerBound + (isCutBefore ? 1 : 0)..<window.upperBound - (isCutAfter ? 1 : 0)
    let (text, start) = text(in: shown)
    out.pad(to: origin + start - window.lowerBound)
    out.write(text)
    if isCutAfter {
      out.pad(to: origin + window.count - 1)
      out.write("…", .faint)
    }
  }

  /// The cells that lie wholly in `shown`, and the column at which they begin.
  private func text(in shown: Range<Int>) -> (String, start: Int) {
    guard let columnOfByte else {
      return (String(decoding: bytes.dropFirst(shown.lowerBound).prefix(shown.count), as: UTF8.self), shown.lowerBound)
    }
    let first = firstByte(in: columnOfByte, from: shown.lowerBound)
    let start = columnOfByte[first]
    var column = start
    var text = ""
    Self.forEachCell(in: bytes, from: first, column: start) { cell in
      column += cell.width
      if column <= shown.upperBound { text += cell.text }
      return column < shown.upperBound
    }
    return (text, start)
  }

  /// The first byte of a character at or behind `column`, by bisection; the end of the line when there is none.
  private func firstByte(in columns: [Int], from column: Int) -> Int {
    var low = 0
    var high = columns.count - 1
    while low < high {
      let middle = (low + high) / 2
      var start = middle
      while columns[start] == Self.continuation { start -= 1 }
      if columns[start] < column { low = middle + 1 } else { high = start }
    }
    return low
  }

  /// The offset in the line of a 1-based byte column; one outside of the line is moved to its nearest end.
  private func offset(ofColumn column: Int) -> Int { min(max(column, 1) - 1, bytes.count) }

  /// The column of the byte at `offset`, or of the next one before or behind that begins a character.
  private func column(at offset: Int, step: Int) -> Int {
    guard let columnOfByte else { return offset }
    var offset = offset
    while columnOfByte[offset] == Self.continuation { offset += step }
    return columnOfByte[offset]
  }

  // MARK: - Characters

  private struct Cell {
    var text: String
    /// In bytes.
    var length: Int
    /// In columns.
    var width: Int
  }

  /// Visits the characters behind `offset`, which stands at `column`, until `body` says false.
  private static func forEachCell(in bytes: ArraySlice<UInt8>, from offset: Int, column: Int, _ body: (Cell) -> Bool) {
    var offset = offset
    var column = column
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.dropFirst(offset).makeIterator()
    while true {
      let cell: Cell
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput: return
      case .valid(let encoded):
        cell = Self.cell(for: Unicode.UTF8.decode(encoded), length: encoded.count, at: column)
      case .error(let count):
        let text = bytes.dropFirst(offset).prefix(count).map { "\\x" + hexadecimal($0) }.joined()
        cell = Cell(text: text, length: count, width: text.utf8.count)
      }
      if !body(cell) { return }
      offset += cell.length
      column += cell.width
    }
  }

  private static func cell(for scalar: Unicode.Scalar, length: Int, at column: Int) -> Cell {
    if scalar == "\t" {
      let width = tabStop - column % tabStop
      return Cell(text: String(repeating: " ", count: width), length: length, width: width)
    }
    if let escape = VisibleText.escape(for: scalar) {
      return Cell(text: escape, length: length, width: escape.utf8.count)
    }
    return Cell(text: String(scalar), length: length, width: VisibleText.width(scalar))
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}
