/// One text file as it was read: its bytes, and where its lines begin.
///
/// A line ends at LF, as for BuildKit; a CR before it belongs to the line end. Offsets are byte offsets from 0.
package struct SourceText: Sendable {
  /// The path as reports print it: relative to the working directory, with `/`.
  package let path: String
  package let bytes: [UInt8]
  /// The offset of the first byte of each line; never empty.
  package let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lineStarts = Self.findLineStarts(in: bytes)
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The same text with asterisks in place of the bytes in `ranges`, so that nothing moves. Line ends stay.
  package func concealing(_ ranges: [Range<Int>]) -> SourceText {
    guard !ranges.isEmpty else { return self }
    var shown = bytes
    for range in ranges {
      for offset in range.clamped(to: shown.indices) where !"\r\n".utf8.contains(shown[offset]) {
        shown[offset] = UInt8(ascii: "*")
      }
    }
    return SourceText(path: path, bytes: shown)
  }

  /// The 1-based line that holds the byte at `offset`; an offset behind the end belongs to the last line.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The place of a byte range. A range that ends just behind a line end is cut before it, so that an excerpt marks
  /// the text and not the empty start of the next line.
  package func place(of range: Range<Int>) -> Place {
    let start = line(at: range.lowerBound)
    let last = max(range.lowerBound, contentEnd(before: range.upperBound, from: range.lowerBound))
    let end = line(at: last)
    return Place(
      line: start, column: range.lowerBound - lineStarts[start - 1] + 1,
      endLine: end, endColumn: last - lineStarts[end - 1] + 1)
  }

  /// The text of a 1-based line without its line end; empty for a line that does not exist.
  package func text(ofLine line: Int) -> String {
    let range = contentRange(ofLine: line)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The byte range of a 1-based line without its line end; empty for a line that does not exist.
  package func contentRange(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    let next = line < lineStarts.count ? lineStarts[line] : bytes.count
    return start..<contentEnd(before: next, from: start)
  }

  private func contentEnd(before end: Int, from start: Int) -> Int {
    var end = min(end, bytes.count)
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  private static func findLineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") && offset + 1 < bytes.count {
      starts.append(offset + 1)
    }
    return starts
  }
}
