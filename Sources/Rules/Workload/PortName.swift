/// The names of ports that the API takes (RFC 6335, section 5.1).
enum PortName {
  static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    let hyphen = UInt8(ascii: "-")
    return (1...15).contains(bytes.count) && bytes.contains(where: isLetter)
      && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen } && bytes.first != hyphen
      && bytes.last != hyphen
      && !zip(bytes, bytes.dropFirst()).contains { $0 == hyphen && $1 == hyphen }
  }
}
