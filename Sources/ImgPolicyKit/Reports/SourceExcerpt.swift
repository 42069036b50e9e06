internal import Linting

/// One source line as a terminal shows it, and where byte columns fall in it.
///
/// Tabs become blanks up to the next stop, characters that a terminal would obey become visible escapes, and bytes that
/// are no UTF-8 become `\xff`, so that marks below the line stand under what they mean.
struct SourceExcerpt {
  private struct Cell {
    var text: String
    /// The bytes that it stands for, counted from the start of the line.
    var bytes: Range<Int>
    var columns: Range<Int>
  }

  private static let tabStop = 4
  /// No excerpt is wider than this, however wide the terminal.
  static let widest = 160

  private let bytes: ArraySlice<UInt8>
  /// The columns that the whole line takes.
  let width: Int

  /// The 1-based line of `source`; empty for a line that does not exist.
  init(of source: SourceText, line: Int) {
    bytes = source.bytes[source.contentRange(ofLine: line)]
    var width = 0
    Self.forEachCell(in: bytes) { cell in
      width = cell.columns.upperBound
      return true
    }
    self.width = width
  }

  /// The columns under which `place` is marked: at least one; where it spans several lines, the rest of its first line.
  func columns(of place: Place) -> Range<Int> {
    let first = offset(ofColumn: place.column)
    let end = place.endLine > place.line ? bytes.count : max(offset(ofColumn: place.endColumn), first)
    var columns: Range<Int>?
    Self.forEachCell(in: bytes) { cell in
      if cell.bytes.upperBound > first, cell.bytes.lowerBound < max(end, first + 1) {
        columns = (columns?.lowerBound ?? cell.columns.lowerBound)..<cell.columns.upperBound
      }
      return cell.bytes.upperBound < end
    }
    let found = columns ?? width..<width
    return found.isEmpty ? found.lowerBound..<found.lowerBound + 1 : found
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
    var pending = ""
    Self.forEachCell(in: bytes) { cell in
      if cell.columns.lowerBound >= shown.lowerBound, cell.columns.upperBound <= shown.upperBound {
        if pending.isEmpty { out.pad(to: origin + cell.columns.lowerBound - window.lowerBound) }
        pending += cell.text
      }
      return cell.columns.upperBound < shown.upperBound
    }
    out.write(pending)
    if isCutAfter {
      out.pad(to: origin + window.count - 1)
      out.write("…", .faint)
    }
  }

  /// The offset in the line of a 1-based byte column; one outside of the line is moved to its nearest end.
  private func offset(ofColumn column: Int) -> Int { min(max(column, 1) - 1, bytes.count) }

  /// Visits the cells from left to right until `body` says false.
  private static func forEachCell(in bytes: ArraySlice<UInt8>, _ body: (Cell) -> Bool) {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    var column = 0
    while true {
      let length: Int
      let text: String
      let width: Int
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput:
        return
      case .valid(let encoded):
        length = encoded.count
        let scalar = Unicode.UTF8.decode(encoded)
        if scalar == "\t" {
          width = tabStop - column % tabStop
          text = String(repeating: " ", count: width)
        } else if let escape = VisibleText.escape(for: scalar) {
          text = escape
          width = escape.utf8.count
        } else {
          text = String(scalar)
          width = VisibleText.width(scalar)
        }
      case .error(let count):
        length = count
        text = bytes.dropFirst(offset).prefix(count).map { "\\x" + hexadecimal($0) }.joined()
        width = text.utf8.count
      }
      let cell = Cell(text: text, bytes: offset..<offset + length, columns: column..<column + width)
      if !body(cell) { return }
      offset += length
      column += width
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}
