internal import Linting

/// A `region` of SARIF: 1-based lines and columns, the end exclusive.
struct SARIFRegion {
  var startLine: Int
  /// nil for a whole line.
  var columns: (start: Int, endLine: Int, end: Int)?
}

/// Turns places, whose columns count bytes, into regions whose columns count UTF-16 code units, as `columnKind` says.
struct SARIFPlaces {
  private let sources: [SourceText?]
  private let inputs: [String: Int]
  private var line: UTF16Columns?
  private var lineKey: (input: Int, line: Int) = (-1, -1)

  init(_ report: Report) {
    sources = report.inputs.map(\.source)
    inputs = Dictionary(report.inputs.enumerated().map { ($1.path, $0) }) { first, _ in first }
  }

  /// The region of a place in an input; the first line where there is none.
  ///
  /// - Parameter path: says which file is meant where it is not the finding's own.
  mutating func region(of place: Place?, in input: Int?, at path: String? = nil) -> SARIFRegion {
    guard let place else { return SARIFRegion(startLine: 1) }
    let index = input ?? path.flatMap { inputs[$0] }
    let startLine = max(1, place.line)
    let endLine = max(startLine, place.endLine)
    let start = column(place.column, ofLine: startLine, in: index)
    let end = column(place.endColumn, ofLine: endLine, in: index)
    let least = endLine == startLine ? start : 1
    return SARIFRegion(startLine: startLine, columns: (start, endLine, max(end, least)))
  }

  private mutating func column(_ column: Int, ofLine number: Int, in input: Int?) -> Int {
    guard let input, sources.indices.contains(input), let source = sources[input] else { return max(1, column) }
    if lineKey != (input, number) {
      line = UTF16Columns(source.bytes[source.contentRange(ofLine: number)])
      lineKey = (input, number)
    }
    return line?.column(ofByteColumn: column) ?? max(1, column)
  }
}

/// The columns of one line, in UTF-16 code units, with a mark at every so many bytes: so a long line takes little memory,
/// and a column little time.
private struct UTF16Columns {
  private static let stride = 256

  private let bytes: ArraySlice<UInt8>
  /// Where characters begin, at least a stride apart: offset from the start of the line, and column from 0.
  private let marks: [(offset: Int, column: Int)]
  private let isPlain: Bool

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    isPlain = bytes.allSatisfy { $0 < 0x80 }
    var marks = [(offset: 0, column: 0)]
    if !isPlain {
      Self.walk(bytes, from: (0, 0)) { offset, column in
        if offset - marks[marks.count - 1].offset >= Self.stride { marks.append((offset, column)) }
        return true
      }
    }
    self.marks = marks
  }

  /// A 1-based column for a 1-based column in bytes. One inside of a character is that of the character.
  func column(ofByteColumn byteColumn: Int) -> Int {
    let target = max(1, byteColumn) - 1
    if isPlain { return target + 1 }
    let mark = mark(before: target)
    var result = mark.column
    Self.walk(bytes, from: mark) { offset, column in
      if offset <= target { result = column }
      return offset < target
    }
    // Behind the end of the line every byte counts.
    return result + max(0, target - bytes.count) + 1
  }

  private func mark(before target: Int) -> (offset: Int, column: Int) {
    var low = 0
    var high = marks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if marks[middle].offset <= target { low = middle } else { high = middle }
    }
    return marks[low]
  }

  /// Calls `body` with the offset and column of each character, and of the end; until it gives false.
  private static func walk(
    _ bytes: ArraySlice<UInt8>, from start: (offset: Int, column: Int), _ body: (Int, Int) -> Bool
  ) {
    var (offset, column) = start
    guard body(offset, column) else { return }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.dropFirst(offset).makeIterator()
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        offset += encoded.count
        column += encoded.count == 4 ? 2 : 1
      case .error(let length):
        offset += length
        column += 1
      case .emptyInput:
        return
      }
      guard body(offset, column) else { return }
    }
  }
}

extension JSONWriter {
  /// `physicalLocation`
  mutating func physicalLocation(_ path: String, _ region: SARIFRegion) {
    name("physicalLocation")
    object { json in
      json.artifactLocation(path)
      json.name("region")
      json.region(region)
    }
  }

  /// `artifactLocation`, relative to the root of the sources unless the path is absolute.
  mutating func artifactLocation(_ path: String) {
    name("artifactLocation")
    object { json in
      json.name("uri")
      json.value(uriReference(path))
      if !path.hasPrefix("/") {
        json.name("uriBaseId")
        json.value("%SRCROOT%")
      }
    }
  }

  /// The members of a region; the columns only where they are known.
  mutating func region(_ region: SARIFRegion) {
    object { json in
      json.name("startLine")
      json.value(region.startLine)
      guard let columns = region.columns else { return }
      json.name("startColumn")
      json.value(columns.start)
      json.name("endLine")
      json.value(columns.endLine)
      json.name("endColumn")
      json.value(columns.end)
    }
  }

  /// `message`, as plain text. SARIF takes `[a](b)` for a link, so brackets are escaped where there is one.
  mutating func message(_ text: String) {
    let visible = VisibleText.escaped(text)
    let text = holdsLink(visible) ? withoutLinks(visible) : visible
    name("message")
    object { json in
      json.name("text")
      json.value(text)
    }
  }
}

/// Whether `](` stands in a text: by scalars, because an accent behind it would hide it from a search for characters.
private func holdsLink(_ text: String) -> Bool {
  zip(text.unicodeScalars, text.unicodeScalars.dropFirst()).contains { $0 == "]" && $1 == "(" }
}

private func withoutLinks(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar == "[" || scalar == "]" { result.append("\\") }
    result.append(scalar)
  }
  return String(result)
}

/// A path as a URI reference (RFC 3986): all but unreserved characters and slashes is escaped, also the colon, before
/// which a reader would see a scheme.
private func uriReference(_ path: String) -> String {
  var result = path.hasPrefix("/") ? "file://" : ""
  for byte in path.utf8 {
    let scalar = Unicode.Scalar(byte)
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "-", ".", "_", "~", "/": result.unicodeScalars.append(scalar)
    default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
  return result
}
