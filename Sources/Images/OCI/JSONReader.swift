/// Reads one JSON document (RFC 8259) from bytes, strictly: UTF-8, no comments, no trailing commas, nothing behind the value.
///
/// Depth is bounded, so that a hostile document cannot exhaust the stack.
package struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private let depthLimit: Int
  /// What the document is called in messages: `manifest.json`.
  private let name: String
  /// The keys that an object has twice, as paths: `[0].Config`.
  private(set) var duplicateKeys: [String] = []
  private var path = JSONPath()

  /// The value of the document `bytes`, and the paths of keys that occur twice in their object.
  package static func read(
    _ bytes: [UInt8], name: String, depthLimit: Int
  ) throws(ArchiveError) -> (value: JSONValue, duplicateKeys: [String]) {
    var reader = JSONReader(bytes: bytes, depthLimit: depthLimit, name: name)
    reader.skipByteOrderMark()
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.malformed("expected nothing behind the JSON value") }
    return (value, reader.duplicateKeys)
  }

  private init(bytes: [UInt8], depthLimit: Int, name: String) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    self.name = name
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || 0x09...0x0a ~= byte || byte == 0x0d { position += 1 }
  }

  private func malformed(_ expected: String) -> ArchiveError {
    let place = position < bytes.count ? "at byte \(position)" : "at its end"
    return ArchiveError(.malformedJSON, "\(name) is no valid JSON \(place): \(expected)")
  }

  private mutating func value(depth: Int) throws(ArchiveError) -> JSONValue {
    skipSpace()
    let isNesting = current == UInt8(ascii: "{") || current == UInt8(ascii: "[")
    guard depth < depthLimit || !isNesting else {
      throw ArchiveError.exceeding(
        .documentDepth, "\(name) is nested deeper than \(depthLimit) levels at byte \(position)")
    }
    guard let byte = current else { throw malformed("expected a value") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw malformed("expected a value")
    }
  }

  private mutating func literal(_ word: String, _ value: JSONValue) throws(ArchiveError) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw malformed("expected a value") }
    position += word.utf8.count
    return value
  }

  private mutating func array(depth: Int) throws(ArchiveError) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      path.push(index: values.count)
      values.append(try value(depth: depth + 1))
      path.pop()
      skipSpace()
      if take("]") { return .array(values) }
      guard take(",") else { throw malformed("expected , or ] in an array") }
    }
  }

  private mutating func object(depth: Int) throws(ArchiveError) -> JSONValue {
    position += 1
    var members: [JSONMember] = []
    var keys: Set<[UInt8]> = []
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw malformed("expected a key in quotes") }
      let key = try string()
      path.push(key: key)
      // By bytes: two spellings of one character are two keys.
      if !keys.insert(Array(key.utf8)).inserted { duplicateKeys.append(path.description) }
      skipSpace()
      guard take(":") else { throw malformed("expected : behind a key") }
      members.append(JSONMember(key: key, value: try value(depth: depth + 1)))
      path.pop()
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw malformed("expected , or } in an object") }
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(ArchiveError) -> JSONValue {
    let start = position
    _ = take("-")
    let firstDigit = position
    try digits()
    if position - firstDigit > 1, bytes[firstDigit] == UInt8(ascii: "0") { throw malformed("a number begins with 0") }
    if take(".") { try digits() }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text) else { throw malformed("expected a number") }
    return .number(value, exact: Int(text) ?? Int(exactly: value))
  }

  private mutating func digits() throws(ArchiveError) {
    let start = position
    while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    guard position > start else { throw malformed("expected a digit") }
  }

  private mutating func string() throws(ArchiveError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw malformed("a string is no UTF-8") }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw malformed("a control character must be escaped")
      default: text.append(byte)
      }
    }
    throw malformed("a string is not closed")
  }

  private mutating func escape(into text: inout [UInt8]) throws(ArchiveError) {
    guard let byte = current else { throw malformed("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeEscape()).utf8)
    default: throw malformed("unknown escape")
    }
  }

  /// A `\uXXXX`, or two of them that form a surrogate pair; a lone surrogate becomes U+FFFD as in Go.
  private mutating func unicodeEscape() throws(ArchiveError) -> Character {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    let mark = position
    if 0xd800..<0xdc00 ~= first, take("\\"), take("u") {
      let second = try hexUnit()
      if 0xdc00..<0xe000 ~= second,
        let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
      {
        return Character(scalar)
      }
    }
    position = mark
    return "\u{fffd}"
  }

  private mutating func hexUnit() throws(ArchiveError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = hexDigit(byte) else { throw malformed("expected four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
