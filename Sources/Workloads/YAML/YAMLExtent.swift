/// Where values end in a YAML text: the parser tells only where they begin.
struct YAMLExtent {
  let bytes: [UInt8]
  /// Nothing is looked at from here on.
  let end: Int
  let lines: YAMLLines

  private static let quote = UInt8(ascii: "\"")
  private static let apostrophe = UInt8(ascii: "'")

  /// The end of a scalar that begins at an offset and has this text.
  func end(of text: String, _ style: YAMLScalar.Style, at start: Int) -> Int {
    switch style {
    case .plain: plainEnd(of: text, at: start)
    case .quoted: quotedEnd(at: start) ?? end
    case .block: blockEnd(at: start)
    }
  }

  /// The bytes of a key without its quotes; nil where the key is not written out here, or empty.
  func keyContent(_ key: String, at start: Int) -> Range<Int>? {
    guard start < end, bytes[start] != UInt8(ascii: "*") else { return nil }
    let isQuoted = bytes[start] == Self.quote || bytes[start] == Self.apostrophe
    let range =
      isQuoted ? start + 1..<max(start + 1, (quotedEnd(at: start) ?? start) - 1) : start..<plainEnd(of: key, at: start)
    return range.isEmpty ? nil : range
  }

  /// The offset behind an anchor and a tag, `&a !!str `, and the blanks that follow.
  static func skipProperties(at start: Int, in bytes: [UInt8], before end: Int) -> Int {
    var offset = start
    while offset < end, bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!") {
      while offset < end, !isSpace(bytes[offset]) { offset += 1 }
      while offset < end, isSpace(bytes[offset]) { offset += 1 }
    }
    return offset
  }

  // MARK: Styles

  /// Plain text as it is written, its line breaks folded.
  private func plainEnd(of text: String, at start: Int) -> Int {
    var offset = start
    var isFolding = false
    for byte in text.utf8 {
      if Self.isSpace(byte) {
        isFolding = true
      } else {
        if isFolding { while offset < end, Self.isSpace(bytes[offset]) { offset += 1 } }
        isFolding = false
        guard offset < end, bytes[offset] == byte else { return offset }
        offset += 1
      }
    }
    return offset
  }

  private func quotedEnd(at start: Int) -> Int? {
    guard start < end else { return nil }
    let mark = bytes[start]
    var offset = start + 1
    while offset < end {
      let byte = bytes[offset]
      if mark == Self.quote, byte == UInt8(ascii: "\\") {
        offset += 2
      } else if byte == mark {
        let isDoubled = mark == Self.apostrophe && offset + 1 < end && bytes[offset + 1] == mark
        if !isDoubled { return offset + 1 }
        offset += 2
      } else {
        offset += 1
      }
    }
    return nil
  }

  /// A block ends before the first line that is indented less than its first one.
  private func blockEnd(at start: Int) -> Int {
    let header = lines.start(ofLineBehind: start)
    var contentEnd = trimmed(start..<header)
    var indent = explicitIndent(of: start..<header)
    var offset = header
    while offset < end {
      let next = lines.start(ofLineBehind: offset)
      let blanks = bytes[offset..<next].prefix { $0 == UInt8(ascii: " ") }.count
      let isBlank = bytes[offset..<next].allSatisfy(Self.isSpace)
      if !isBlank {
        guard blanks >= indent ?? 1 else { break }
        indent = indent ?? blanks
        contentEnd = trimmed(offset..<next)
      }
      offset = next
    }
    return contentEnd
  }

  /// With a digit in its header, a block may begin with lines that are indented more: all that is indented more than the line
  /// of the header belongs to it. nil without.
  private func explicitIndent(of header: Range<Int>) -> Int? {
    guard bytes[header].prefix(3).contains(where: { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let line = lines.start(ofLineAt: header.lowerBound)
    return bytes[line..<header.lowerBound].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.count + 1
  }

  private func trimmed(_ line: Range<Int>) -> Int {
    (bytes[line].lastIndex { !Self.isSpace($0) } ?? line.lowerBound - 1) + 1
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }
}
