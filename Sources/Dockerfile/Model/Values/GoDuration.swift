/// A duration in Go's notation: `1h30m`, `1.5s`, `300ms`, `0`.
enum GoDuration {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12),
  ]

  /// The duration in nanoseconds; nil when the text is none.
  static func nanoseconds(_ text: String) -> Double? {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == ASCII.hyphen
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.elementsEqual("0".utf8) { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix(while: isPartOfNumber)
      let unit = rest[number.endIndex...].prefix { !isPartOfNumber($0) }
      rest = rest[unit.endIndex...]
      guard let factor = units.first(where: { $0.name.utf8.elementsEqual(unit) })?.nanoseconds,
        let value = decimal(number)
      else { return nil }
      total += value * factor
    }
    guard total < 0x1p63 else { return nil }
    return isNegative ? -total : total
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) || byte == ASCII.dot }

  /// Digits with at most one dot between, before or behind them; nil for anything else.
  private static func decimal(_ text: ArraySlice<UInt8>) -> Double? {
    guard text.contains(where: ASCII.isDigit) else { return nil }
    var value = 0.0
    // What a digit behind the dot counts; nil before it.
    var weight: Double?
    for byte in text {
      if byte == ASCII.dot {
        guard weight == nil else { return nil }
        weight = 1
      } else if let unit = weight {
        value += Double(byte - UInt8(ascii: "0")) * unit / 10
        weight = unit / 10
      } else {
        value = value * 10 + Double(byte - UInt8(ascii: "0"))
      }
    }
    return value
  }
}
