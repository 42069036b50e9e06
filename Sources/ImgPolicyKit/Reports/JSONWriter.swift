/// Writes JSON (RFC 8259) into one buffer, members in the order in which they come, so that equal reports give equal
/// bytes.
///
/// Objects take one line, but for those written by `block`; so a changed finding is a changed line in a diff.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private var depth = 0

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  // MARK: - Structure

  /// An object or array in one line.
  mutating func object(_ body: (inout JSONWriter) -> Void) { inline("{", "}", body) }
  mutating func array(_ body: (inout JSONWriter) -> Void) { inline("[", "]", body) }

  /// The name of the next value. Names are constants of this program and need no escaping.
  mutating func name(_ name: String) {
    separate()
    put("\"")
    append(name)
    put("\"")
    put(":")
    put(" ")
  }

  /// The name of the next value where it comes from an input, such as a label.
  mutating func foreignName(_ name: String) {
    value(name)
    put(":")
    put(" ")
    needsComma = false
  }

  /// An array with one element a line; `[]` when there are none.
  mutating func lines<Elements: Collection>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    separate()
    put("[")
    depth += 1
    needsComma = false
    for element in elements {
      if needsComma { put(",") }
      needsComma = false
      breakLine()
      body(&self, element)
      needsComma = true
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    put("]")
    needsComma = true
  }

  /// An object with one member a line.
  mutating func block(_ members: [(name: String, write: (inout JSONWriter) -> Void)]) {
    separate()
    put("{")
    depth += 1
    for (index, member) in members.enumerated() {
      if index > 0 { put(",") }
      breakLine()
      needsComma = false
      name(member.name)
      member.write(&self)
    }
    depth -= 1
    breakLine()
    put("}")
    needsComma = true
  }

  // MARK: - Values

  mutating func value(_ text: String) {
    separate()
    put("\"")
    appendEscaped(text)
    put("\"")
    needsComma = true
  }

  mutating func value(_ number: Int) { raw(String(number)) }

  /// A number with its fraction (`30.0`); null for what JSON cannot say.
  mutating func value(_ number: Double) { raw(number.isFinite ? number.description : "null") }

  mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

  mutating func null() { raw("null") }

  /// The value, or null.
  mutating func optional<Value>(_ value: Value?, _ body: (inout JSONWriter, Value) -> Void) {
    if let value { body(&self, value) } else { null() }
  }

  mutating func strings(_ texts: [String]) { array { json in for text in texts { json.value(text) } } }

  /// Ends the document with a line feed.
  mutating func finish() -> [UInt8] {
    put("\n")
    return bytes
  }

  // MARK: - Bytes

  private mutating func inline(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
    separate()
    put(open)
    needsComma = false
    body(&self)
    put(close)
    needsComma = true
  }

  private mutating func raw(_ text: String) {
    separate()
    append(text)
    needsComma = true
  }

  private mutating func separate() {
    guard needsComma else { return }
    put(",")
    put(" ")
    needsComma = false
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends a character of the syntax, all of which are ASCII: several times quicker than a string of one.
  private mutating func put(_ character: Unicode.Scalar) { bytes.append(UInt8(truncatingIfNeeded: character.value)) }

  /// Copies the text as it is, and only where that gave a byte that must be escaped, does it again with care.
  private mutating func appendEscaped(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    guard let first = bytes[start...].firstIndex(where: Self.needsLook) else { return }
    let tail = String(decoding: bytes[first...], as: UTF8.self)
    bytes.removeSubrange(first...)
    for scalar in tail.unicodeScalars { appendEscaped(scalar) }
  }

  /// Whether a byte must be escaped, or begins a character that may have to be.
  private static func needsLook(_ byte: UInt8) -> Bool { needsEscape(byte) || byte == 0xC2 || byte == 0xE2 }

  /// JSON allows all but the ASCII controls; the others (C1, line and paragraph separators, changes of the writing
  /// direction) are escaped all the same, because reports are looked at in terminals.
  private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0..<0x80: appendEscaped(UInt8(truncatingIfNeeded: scalar.value))
    case 0x80...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
      let digits = String(scalar.value, radix: 16)
      append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    default: bytes.append(contentsOf: Character(scalar).utf8)
    }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    case 0..<0x20, 0x7F:
      let digits = String(byte, radix: 16)
      append("\\u00" + (byte < 16 ? "0" : "") + digits)
    default: bytes.append(byte)
    }
  }
}
