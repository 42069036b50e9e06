internal import Linting

/// The lines of a Dockerfile one after the other, as byte ranges.
struct PhysicalLines {
  /// One line, with and without its line end (all CR and LF bytes at its end).
  struct Line {
    var range: Range<Int>
    var content: Range<Int>
    /// Where the content begins behind its leading white space.
    var textStart: Int
    /// 1-based.
    var number: Int

    var isBlank: Bool { textStart == content.upperBound }
  }

  /// The most bytes that BuildKit accepts in one line.
  static let maximumLength = 65_535

  private let source: SourceText
  private var next = 0

  init(_ source: SourceText) { self.source = source }

  /// The offset behind the lines read so far.
  var offset: Int { next < source.lineStarts.count ? source.lineStarts[next] : source.bytes.count }

  /// The number of the line read last.
  var lineNumber: Int { next }

  mutating func read() -> Line? {
    guard next < source.lineStarts.count, source.lineStarts[next] < source.bytes.count else { return nil }
    let start = source.lineStarts[next]
    next += 1
    var content = source.contentRange(ofLine: next)
    if start == 0, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      content = min(3, content.upperBound)..<content.upperBound
    }
    return Line(
      range: start..<offset, content: content,
      textStart: content.lowerBound + source.bytes[content].leadingSpaceCount, number: next)
  }
}
