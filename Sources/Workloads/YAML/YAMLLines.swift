internal import Linting

/// Turns the lines and columns of the YAML parser into byte offsets. Its columns count Unicode scalars, and its lines end
/// wherever YAML says that one does: at CR, NEL, LS and PS as well.
struct YAMLLines: Sendable {
  private let bytes: [UInt8]
  private let end: Int
  private var starts: [Int]
  private let isASCII: Bool
  /// Where the latest answer lies, because a line may be long and have many values.
  private var latest = (line: 0, column: 1, offset: 0)

  /// The lines of a part of a text.
  init(_ bytes: [UInt8], in area: Range<Int>) {
    self.bytes = bytes
    end = area.upperBound
    var starts = [area.lowerBound]
    var isASCII = true
    var offset = area.lowerBound
    while offset < area.upperBound {
      let byte = bytes[offset]
      if byte >= 0x80 { isASCII = false }
      if byte <= 0x0D || byte >= 0x80 {
        let width = Self.lineEnd(in: bytes, at: offset, before: area.upperBound)
        if width > 0 { starts.append(offset + width) }
        offset += max(1, width)
      } else {
        offset += 1
      }
    }
    self.starts = starts
    self.isASCII = isASCII
  }

  /// How many bytes a line end has that begins here; 0 where none does.
  private static func lineEnd(in bytes: [UInt8], at offset: Int, before end: Int) -> Int {
    let next = offset + 1 < end ? bytes[offset + 1] : 0
    switch bytes[offset] {
    case 0x0A: return 1
    case 0x0D: return next == 0x0A ? 2 : 1
    case 0xC2: return next == 0x85 ? 2 : 0
    case 0xE2: return next == 0x80 && offset + 2 < end && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: return 0
    }
  }

  /// Where the line begins that holds a byte.
  func start(ofLineAt offset: Int) -> Int {
    let next = starts.partitioned { $0 <= offset }
    return starts[max(0, next - 1)]
  }

  /// Where the line behind that of a byte begins; the end for the last one.
  func start(ofLineBehind offset: Int) -> Int {
    starts[starts.partitioned { $0 <= offset }...].first ?? end
  }

  /// The offset of a 1-based line and column; the nearest one for a place that does not exist.
  mutating func offset(line: Int, column: Int) -> Int {
    guard starts.indices.contains(line - 1) else { return end }
    if isASCII { return min(end, starts[line - 1] + max(0, column - 1)) }
    if latest.line != line || latest.column > column { latest = (line, 1, starts[line - 1]) }
    while latest.column < column, latest.offset < end {
      latest.offset += 1
      while latest.offset < end, bytes[latest.offset] & 0xC0 == 0x80 { latest.offset += 1 }
      latest.column += 1
    }
    return latest.offset
  }
}
