/// The text of an instruction after its continued lines were joined, with the way back to the source.
///
/// Everything inside an instruction is located by offsets into this text; `sourceRange` turns them into byte offsets of
/// the file, also across continuations.
package struct LogicalText: Sendable {
  private struct Segment: Sendable {
    var start: Int
    var source: Int
  }

  package private(set) var bytes: [UInt8] = []
  private var segments: [Segment] = []
  /// Where an empty text stands in the source.
  private let origin: Int

  /// Where all of it stands, for a text that is not in the file.
  private var foreignPlace: Range<Int>?

  init(origin: Int) { self.origin = origin }

  /// A text that is not in the file; the source range of each part of it is `place`.
  init(_ bytes: [UInt8], at place: Range<Int>) {
    self.bytes = bytes
    origin = place.lowerBound
    foreignPlace = place
  }

  mutating func append(_ range: Range<Int>, of source: [UInt8]) {
    guard !range.isEmpty else { return }
    segments.append(Segment(start: bytes.count, source: range.lowerBound))
    bytes.append(contentsOf: source[range])
  }

  /// Appends bytes that stand, one for one, at `source` in the file.
  mutating func append(_ bytes: some Collection<UInt8>, standingAt source: Int) {
    guard !bytes.isEmpty else { return }
    let continuesLast = segments.last.map { $0.source + (self.bytes.count - $0.start) == source } ?? false
    if !continuesLast { segments.append(Segment(start: self.bytes.count, source: source)) }
    self.bytes.append(contentsOf: bytes)
  }

  /// Drops white space at the end.
  mutating func trimEnd() {
    while let last = bytes.last, ASCII.isBlank(last) || last == ASCII.newline { bytes.removeLast() }
  }

  package var count: Int { bytes.count }

  /// A part of the text as a text of its own.
  func slice(_ range: Range<Int>) -> LogicalText {
    if let foreignPlace { return LogicalText(Array(bytes[range]), at: foreignPlace) }
    var part = LogicalText(origin: sourceOffset(of: range.lowerBound))
    for (index, segment) in segments.enumerated() {
      let end = index + 1 < segments.count ? segments[index + 1].start : bytes.count
      let common = range.clamped(to: segment.start..<end)
      part.append(bytes[common], standingAt: segment.source + (common.lowerBound - segment.start))
    }
    return part
  }

  /// The bytes of a range as text; broken UTF-8 becomes U+FFFD.
  package func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
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
    guard !segments.isEmpty else { return origin }
    if offset >= bytes.count, let last = segments.last { return last.source + (bytes.count - last.start) }
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].start <= offset { low = middle } else { high = middle }
    }
    return segments[low].source + (offset - segments[low].start)
  }
}
