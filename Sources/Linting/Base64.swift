/// The bytes of a base64 text (RFC 4648, with padding); nil when it is none.
package func base64(_ text: String) -> [UInt8]? {
  let characters = Array(text.utf8)
  guard characters.count % 4 == 0 else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(characters.count / 4 * 3)
  for start in stride(from: 0, to: characters.count, by: 4) {
    let group = characters[start..<start + 4]
    let padding = group.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2, padding == 0 || start + 4 == characters.count else { return nil }
    var bits: UInt32 = 0
    for character in group.dropLast(padding) {
      guard let value = base64Value(character) else { return nil }
      bits = bits << 6 | value
    }
    bits <<= 6 * UInt32(padding)
    bytes.append(contentsOf: [16, 8, 0].prefix(3 - padding).map { UInt8(truncatingIfNeeded: bits >> $0) })
  }
  return bytes
}

private func base64Value(_ character: UInt8) -> UInt32? {
  switch character {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
