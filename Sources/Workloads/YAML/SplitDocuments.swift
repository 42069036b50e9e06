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
    for (index, start) in source.lineStarts.enumerated() where bytes[start...].starts(with: "---".utf8) {
      let next = index + 1 < source.lineStarts.count ? source.lineStarts[index + 1] : bytes.count
      documents[documents.count - 1].range = documents[documents.count - 1].range.lowerBound..<start
      documents.append(Document(range: next..<bytes.count, strayText: strayText(in: bytes, start + 3..<next)))
    }
    return documents
  }

  private static func strayText(in bytes: [UInt8], _ rest: Range<Int>) -> Range<Int>? {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) }
    guard let first = bytes[rest].firstIndex(where: { !isSpace($0) }) else { return nil }
    if bytes[first] == UInt8(ascii: "#"), first > rest.lowerBound { return nil }
    return first..<(bytes[rest].lastIndex { !isSpace($0) } ?? first) + 1
  }
}
