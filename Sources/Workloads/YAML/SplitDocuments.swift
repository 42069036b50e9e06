package import Linting

/// The documents of a stream, as Kubernetes parts them: line by line at `---`, before any YAML is read.
package enum SplitDocuments {
  package struct Document: Sendable {
    /// Byte offsets, without the line of the separator.
    package var range: Range<Int>
    /// What stands behind `---` on its line and is no comment: Kubernetes refuses it.
    package var strayText: Range<Int>?
  }

  package static func documents(of source: SourceText) -> [Document] {
    let bytes = source.bytes
    var documents = [Document(range: 0..<bytes.count)]
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for (index, lineStart) in source.lineStarts.enumerated() {
      let start = index == 0 ? mark : lineStart
      guard bytes[start...].starts(with: "---".utf8) else { continue }
      let next = index + 1 < source.lineStarts.count ? source.lineStarts[index + 1] : bytes.count
      documents[documents.count - 1].range = documents[documents.count - 1].range.lowerBound..<start
      documents.append(Document(range: next..<bytes.count, strayText: strayText(in: bytes, start + 3..<next)))
    }
    return documents.flatMap { jsonObjects(of: $0, in: bytes) }
  }

  /// Objects of JSON may follow one another without a separator.
  private static func jsonObjects(of document: Document, in bytes: [UInt8]) -> [Document] {
    var parts: [Document] = []
    var rest = document.range
    while let start = bytes[rest].firstIndex(where: { !isSpace($0) }), bytes[start] == UInt8(ascii: "{"),
      let end = jsonEnd(in: bytes, start..<rest.upperBound),
      let next = bytes[end..<rest.upperBound].first(where: { !isSpace($0) }), next == UInt8(ascii: "{")
    {
      parts.append(Document(range: rest.lowerBound..<end, strayText: parts.isEmpty ? document.strayText : nil))
      rest = end..<rest.upperBound
    }
    return parts + [Document(range: rest, strayText: parts.isEmpty ? document.strayText : nil)]
  }

  /// The offset behind the bracket that closes the first one; nil where none does.
  private static func jsonEnd(in bytes: [UInt8], _ area: Range<Int>) -> Int? {
    var depth = 0
    var offset = area.lowerBound
    var isQuoted = false
    while offset < area.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "\\") where isQuoted: offset += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "{") where !isQuoted, UInt8(ascii: "[") where !isQuoted: depth += 1
      case UInt8(ascii: "}") where !isQuoted, UInt8(ascii: "]") where !isQuoted:
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
      offset += 1
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) }

  private static func strayText(in bytes: [UInt8], _ rest: Range<Int>) -> Range<Int>? {
    guard let first = bytes[rest].firstIndex(where: { !isSpace($0) }) else { return nil }
    if bytes[first] == UInt8(ascii: "#") { return nil }
    return first..<(bytes[rest].lastIndex { !isSpace($0) } ?? first) + 1
  }
}
