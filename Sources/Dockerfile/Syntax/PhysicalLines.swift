internal import Linting

/// The lines of a Dockerfile one after the other, as byte ranges.
struct PhysicalLines {
  /// One line, with and without its line end (all CR and LF bytes at its end).
  struct Line {
    var range: Range<Int>
    var content: Range<Int>
    /// 1-based.
    var number: Int
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
    let content = source.contentRange(ofLine: next)
    let skipsMark = start == 0 && source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return Line(
      range: start..<offset, content: skipsMark ? min(3, content.upperBound)..<content.upperBound : content,
      number: next)
  }
}
