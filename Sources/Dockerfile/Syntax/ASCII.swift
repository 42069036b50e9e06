/// The bytes that mean something to a Dockerfile.
enum ASCII {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let doubleQuote = UInt8(ascii: "\"")
  static let singleQuote = UInt8(ascii: "'")
  static let hash = UInt8(ascii: "#")
  static let dollar = UInt8(ascii: "$")
  static let hyphen = UInt8(ascii: "-")
  static let equals = UInt8(ascii: "=")
  static let colon = UInt8(ascii: ":")
  static let slash = UInt8(ascii: "/")
  static let dot = UInt8(ascii: ".")
  static let less = UInt8(ascii: "<")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let comma = UInt8(ascii: ",")
  static let underscore = UInt8(ascii: "_")

  /// What separates words: tab, vertical tab, form feed, carriage return and space; never a no-break space.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || (byte >= tab && byte <= carriageReturn && byte != newline)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  /// A letter in capitals, any other byte as it is.
  static func capital(_ byte: UInt8) -> UInt8 { isLetter(byte) ? byte & ~0x20 : byte }

  /// Whether a shell makes something else of it in an argument: a wildcard, a brace, a tilde, a dollar.
  static func isExpansionMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "~"), openBrace, dollar: true
    default: false
    }
  }

  /// What the name of a variable may be made of, but for a digit at its start.
  static func isNameByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == underscore }

  /// The parameters of one character that a shell has: `$@`, `$?`, `$1`.
  static func isSpecialParameter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "*"), hash, UInt8(ascii: "?"), hyphen, dollar, UInt8(ascii: "!"): true
    default: isDigit(byte)
    }
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// How many bytes of Unicode white space stand at the start, as Go's `unicode.IsSpace` sees it.
  var leadingSpaceCount: Int {
    var index = startIndex
    while index < endIndex {
      let width = spaceWidth(at: index)
      if width == 0 { break }
      index += width
    }
    return index - startIndex
  }

  /// How many bytes of Unicode white space stand at the end.
  var trailingSpaceCount: Int {
    var end = endIndex
    while end > startIndex {
      let widths = 1...Swift.min(3, end - startIndex)
      guard let width = widths.first(where: { spaceWidth(at: end - $0) == $0 }) else { break }
      end -= width
    }
    return endIndex - end
  }

  /// The bytes of the white-space character at `index`; 0 when there is none.
  func spaceWidth(at index: Int) -> Int {
    let byte = self[index]
    if byte < 0x80 { return ASCII.isBlank(byte) || byte == ASCII.newline ? 1 : 0 }
    guard byte >= 0xC2, index + 1 < endIndex else { return 0 }
    let second = self[index + 1]
    if byte == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
    guard index + 2 < endIndex else { return 0 }
    let third = self[index + 2]
    switch (byte, second) {
    case (0xE1, 0x9A): return third == 0x80 ? 3 : 0
    case (0xE2, 0x80): return (0x80...0x8A).contains(third) || [0xA8, 0xA9, 0xAF].contains(third) ? 3 : 0
    case (0xE2, 0x81): return third == 0x9F ? 3 : 0
    case (0xE3, 0x80): return third == 0x80 ? 3 : 0
    default: return 0
    }
  }
}

extension String {
  /// Without the Unicode white space at both ends.
  var trimmingSpace: String {
    let bytes = Array(utf8)
    let start = bytes.leadingSpaceCount
    return String(decoding: bytes[start...].dropLast(bytes[start...].trailingSpaceCount), as: UTF8.self)
  }
}
