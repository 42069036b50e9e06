/// The text of an instruction after its continued lines were joined, with the way back to the source.
///
/// Everything inside an instruction is located by offsets into this text; `sourceRange` turns them into byte offsets of
/// the file, also across continuations.
package struct LogicalText: Sendable {
  /// Where the text goes on at another place of the source than behind the byte before.
  private struct Jump: Sendable {
    var start: Int
    var source: Int
  }

  package private(set) var bytes: [UInt8] = []
  /// Where the text begins in the source.
  private var origin: Int
  private var jumps: [Jump] = []
  /// Where all of it stands, for a text that is not in the file.
  private var foreignPlace: Range<Int>?

  init(origin: Int) { self.origin = origin }

  /// Joins pieces of the source; `origin` is where the text begins when they are empty.
  init(_ pieces: [Range<Int>], of source: [UInt8], origin: Int) {
    self.init(origin: origin)
    bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    if pieces.count > 1 { jumps.reserveCapacity(pieces.count - 1) }
    for piece in pieces { append(piece, of: source) }
  }

  /// A text that is not in the file; the source range of each part of it is `place`.
  init(_ bytes: [UInt8], at place: Range<Int>) {
    self.bytes = bytes
    origin = place.lowerBound
    foreignPlace = place
  }

  package var count: Int { bytes.count }

  // MARK: Building

  mutating func append(_ range: Range<Int>, of source: [UInt8]) {
    append(source[range], standingAt: range.lowerBound)
  }

  /// Appends bytes that stand, one for one, at `source` in the file.
  mutating func append(_ bytes: some Collection<UInt8>, standingAt source: Int) {
    if bytes.isEmpty { return }
    if self.bytes.isEmpty {
      origin = source
    } else if sourceOffset(of: count) != source {
      jumps.append(Jump(start: count, source: source))
    }
    self.bytes.append(contentsOf: bytes)
  }

  /// Appends a part of another text, each byte with its place.
  mutating func append(_ range: Range<Int>, of text: LogicalText) {
    let range = range.clamped(to: 0..<text.count)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, text.endOfRun(at: start))
      append(text.bytes[start..<end], standingAt: text.sourceOffset(of: start))
      start = end
    }
  }

  /// Drops white space at the end.
  mutating func trimEnd() {
    let spaces = bytes.trailingSpaceCount
    if spaces == 0 { return }
    bytes.removeLast(spaces)
    let end = count
    while let last = jumps.last, last.start >= end { jumps.removeLast() }
  }

  // MARK: Reading

  /// A part of the text as a text of its own.
  func slice(_ range: Range<Int>) -> LogicalText {
    if let foreignPlace { return LogicalText(Array(bytes[range]), at: foreignPlace) }
    var part = LogicalText(origin: sourceOffset(of: range.lowerBound))
    part.append(range, of: self)
    return part
  }

  /// The bytes of a range as text; broken UTF-8 becomes U+FFFD.
  package func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<count)], as: UTF8.self)
  }

  /// The source range of a text range. It covers the line ends and comments between continued lines.
  package func sourceRange(of range: Range<Int>) -> Range<Int> {
    if let foreignPlace { return foreignPlace }
    let start = sourceOffset(of: range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    return start..<sourceOffset(of: range.upperBound - 1) + 1
  }

  /// The source offset of a byte of the text; for the end of the text, the offset behind its last byte.
  package func sourceOffset(of offset: Int) -> Int {
    if let foreignPlace { return foreignPlace.lowerBound }
    let offset = min(offset, count)
    let passed = jumpsPassed(at: offset)
    guard passed > 0 else { return origin + offset }
    return jumps[passed - 1].source + (offset - jumps[passed - 1].start)
  }

  /// The end of the bytes from `offset` on that stand one behind the other in the source.
  private func endOfRun(at offset: Int) -> Int {
    let passed = jumpsPassed(at: offset)
    return passed < jumps.count ? jumps[passed].start : count
  }

  /// How many jumps begin at or before `offset`.
  private func jumpsPassed(at offset: Int) -> Int {
    var low = 0
    var high = jumps.count
    while low < high {
      let middle = (low + high) / 2
      if jumps[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
