/// Reads the text of a comment from left to right. Offsets are those of the file.
struct CommentScanner {
  static let hash = UInt8(ascii: "#")
  static let backslash = UInt8(ascii: "\\")
  static let singleQuote = UInt8(ascii: "'")
  static let doubleQuote = UInt8(ascii: "\"")

  /// Blanks and tabs, and the carriage return before a line end.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// A name in the text, with its byte range.
  struct Word {
    var text: String
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.offset = range.lowerBound
    self.end = range.upperBound
  }

  var next: UInt8? { offset < end ? bytes[offset] : nil }
  var isAtEnd: Bool { offset >= end }

  /// Whether there was at least one blank.
  @discardableResult
  mutating func skipBlanks() -> Bool { !take(while: Self.isBlank).range.isEmpty }

  mutating func take(while isWanted: (UInt8) -> Bool) -> Word {
    let start = offset
    while offset < end, isWanted(bytes[offset]) { offset += 1 }
    return word(start..<offset)
  }

  /// Takes one byte if it is the next one.
  mutating func take(_ byte: Character) -> Bool {
    guard let value = byte.asciiValue, next == value else { return false }
    offset += 1
    return true
  }

  /// Takes a text if it is what comes next, exactly so.
  mutating func take(_ text: String) -> Bool {
    guard bytes[offset..<end].starts(with: text.utf8) else { return false }
    offset += text.utf8.count
    return true
  }

  /// Takes a word of letters and hyphens.
  mutating func takeVerb() -> Word { take { Self.isLetter($0) || $0 == UInt8(ascii: "-") } }

  /// Takes all up to the next blank.
  mutating func takeToBlank() -> Word { take { !Self.isBlank($0) } }

  /// What is left, without blanks around it; nil for nothing.
  mutating func takeRest() -> String? {
    skipBlanks()
    var last = end
    while last > offset, Self.isBlank(bytes[last - 1]) { last -= 1 }
    let rest = word(offset..<last)
    offset = end
    return rest.range.isEmpty ? nil : rest.text
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private func word(_ range: Range<Int>) -> Word {
    Word(text: String(decoding: bytes[range], as: UTF8.self), range: range)
  }
}
