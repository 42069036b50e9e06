/// What the exec form of an instruction turns out to be.
enum JSONArray {
  /// Not an array that is valid JSON to its end: the instruction is in shell form.
  case none
  case strings([Word])
  /// A valid array that holds something other than strings, which BuildKit refuses; all items, and the first such one.
  case mixed([Word], Range<Int>)
}

extension LogicalText {
  /// Reads a range as a JSON array of strings. Only white space may surround it.
  func jsonArray(in range: Range<Int>) -> JSONArray {
    var reader = JSONReader(bytes: bytes[range])
    return reader.readArray()
  }
}

/// The string member `name` of a text that is one JSON object; nil when it is not, or has no such member.
func jsonMember(_ name: String, of bytes: ArraySlice<UInt8>) -> String? {
  var reader = JSONReader(bytes: bytes)
  return reader.readMember(name)
}

/// A validating reader of one JSON array (RFC 8259); it keeps the strings of the outermost level.
private struct JSONReader {
  /// Deeper nesting is no array for us: a thread's stack may be as small as 512 KiB.
  private static let maximumDepth = 128

  let bytes: ArraySlice<UInt8>
  var index: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.index = bytes.startIndex
  }

  mutating func readArray() -> JSONArray {
    var items: [Word] = []
    var firstOther: Range<Int>?
    skipSpace()
    guard take(ASCII.openBracket) else { return .none }
    skipSpace()
    if !take(ASCII.closeBracket) {
      repeat {
        skipSpace()
        let start = index
        if peek == ASCII.doubleQuote {
          guard let text = readString() else { return .none }
          items.append(Word(text: text, range: start..<index))
        } else {
          guard skipValue(depth: 1) else { return .none }
          items.append(Word(text: String(decoding: bytes[start..<index], as: UTF8.self), range: start..<index))
          firstOther = firstOther ?? start..<index
        }
        skipSpace()
      } while take(ASCII.comma)
      guard take(ASCII.closeBracket) else { return .none }
    }
    skipSpace()
    guard index == bytes.endIndex else { return .none }
    return firstOther.map { .mixed(items, $0) } ?? .strings(items)
  }

  mutating func readMember(_ wanted: String) -> String? {
    var found: String?
    skipSpace()
    guard take(ASCII.openBrace) else { return nil }
    repeat {
      skipSpace()
      guard peek == ASCII.doubleQuote, let name = readString() else { return nil }
      skipSpace()
      guard take(ASCII.colon) else { return nil }
      skipSpace()
      if name == wanted, peek == ASCII.doubleQuote {
        found = readString()
      } else if !skipValue(depth: 1) {
        return nil
      }
      skipSpace()
    } while take(ASCII.comma)
    guard take(ASCII.closeBrace) else { return nil }
    skipSpace()
    return index == bytes.endIndex ? found : nil
  }

  private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek,
      byte == ASCII.space || byte == ASCII.tab || byte == ASCII.carriageReturn || byte == ASCII.newline
    {
      index += 1
    }
  }

  private mutating func skipValue(depth: Int) -> Bool {
    guard depth < Self.maximumDepth, let byte = peek else { return false }
    switch byte {
    case ASCII.doubleQuote: return readString() != nil
    case ASCII.openBracket: return skipItems(until: ASCII.closeBracket, depth: depth, named: false)
    case ASCII.openBrace: return skipItems(until: ASCII.closeBrace, depth: depth, named: true)
    default: return skipWord("true") || skipWord("false") || skipWord("null") || skipNumber()
    }
  }

  private mutating func skipItems(until end: UInt8, depth: Int, named: Bool) -> Bool {
    index += 1
    skipSpace()
    if take(end) { return true }
    repeat {
      skipSpace()
      if named {
        guard peek == ASCII.doubleQuote, readString() != nil else { return false }
        skipSpace()
        guard take(ASCII.colon) else { return false }
        skipSpace()
      }
      guard skipValue(depth: depth + 1) else { return false }
      skipSpace()
    } while take(ASCII.comma)
    return take(end)
  }

  private mutating func skipWord(_ word: String) -> Bool {
    guard bytes[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  private mutating func skipNumber() -> Bool {
    _ = take(ASCII.hyphen)
    if take(UInt8(ascii: "0")) == false { guard skipDigits() else { return false } }
    if take(UInt8(ascii: ".")) { guard skipDigits() else { return false } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(ASCII.hyphen) { _ = take(UInt8(ascii: "+")) }
      return skipDigits()
    }
    return true
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while let byte = peek, ASCII.isDigit(byte) { index += 1 }
    return index > start
  }

  private mutating func readString() -> String? {
    guard take(ASCII.doubleQuote) else { return nil }
    var text: [UInt8] = []
    while let byte = peek {
      index += 1
      switch byte {
      case ASCII.doubleQuote: return String(decoding: text, as: UTF8.self)
      case 0..<0x20: return nil
      case ASCII.backslash: guard readEscape(into: &text) else { return nil }
      default: text.append(byte)
      }
    }
    return nil
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    ASCII.doubleQuote: ASCII.doubleQuote, ASCII.backslash: ASCII.backslash, ASCII.slash: ASCII.slash,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "t"): 0x09,
  ]

  private mutating func readEscape(into text: inout [UInt8]) -> Bool {
    guard let byte = peek else { return false }
    index += 1
    if let plain = Self.simpleEscapes[byte] {
      text.append(plain)
      return true
    }
    guard byte == UInt8(ascii: "u"), let unit = readHex() else { return false }
    text.append(contentsOf: String(readScalar(startingWith: unit)).utf8)
    return true
  }

  /// A surrogate pair becomes one character, a lone surrogate U+FFFD, as in Go.
  private mutating func readScalar(startingWith unit: UInt32) -> Character {
    let start = index
    if (0xD800..<0xDC00).contains(unit), take(ASCII.backslash), take(UInt8(ascii: "u")), let low = readHex(),
      (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    {
      return Character(scalar)
    }
    index = start
    return Character(Unicode.Scalar(unit) ?? "\u{FFFD}")
  }

  private mutating func readHex() -> UInt32? {
    guard index + 4 <= bytes.endIndex else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    index += 4
    return value
  }
}
