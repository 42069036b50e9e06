/// A duration in Go's notation: `1h30m`, `1.5s`, `300ms`, `0`.
enum GoDuration {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12),
  ]

  /// The duration in nanoseconds; nil when the text is none.
  static func nanoseconds(_ text: String) -> Double? {
    var rest = text.utf8[...]
    let isNegative = rest.first == ASCII.hyphen
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.elementsEqual("0".utf8) { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix(while: isPartOfNumber)
      rest = rest[number.endIndex...]
      let unit = rest.prefix { !isPartOfNumber($0) }
      rest = rest[unit.endIndex...]
      guard let factor = units.first(where: { $0.name.utf8.elementsEqual(unit) })?.nanoseconds,
        let value = decimal(Substring(number))
      else { return nil }
      total += value * factor
    }
    guard total < 9.3e18 else { return nil }
    return isNegative ? -total : total
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) || byte == ASCII.dot }

  private static func decimal(_ text: Substring) -> Double? {
    guard text.utf8.contains(where: ASCII.isDigit), text.utf8.filter({ $0 == ASCII.dot }).count <= 1 else { return nil }
    return Double(text.hasPrefix(".") ? "0\(text)" : text.hasSuffix(".") ? "\(text)0" : String(text))
  }
}
