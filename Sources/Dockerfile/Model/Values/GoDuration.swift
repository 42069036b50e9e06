/// A duration in Go's notation: `1h30m`, `1.5s`, `300ms`, `0`.
enum GoDuration {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12),
  ]

  /// The duration in nanoseconds; nil when the text is none.
  static func nanoseconds(_ text: String) -> Double? {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !(($0.isASCII && $0.isNumber) || $0 == ".") }
      rest = rest.dropFirst(unit.count)
      guard let factor = units.first(where: { $0.name == unit })?.nanoseconds, let value = decimal(number) else {
        return nil
      }
      total += value * factor
    }
    guard total < 9.3e18 else { return nil }
    return isNegative ? -total : total
  }

  private static func decimal(_ text: Substring) -> Double? {
    guard text.contains(where: \.isNumber), text.filter({ $0 == "." }).count <= 1 else { return nil }
    return Double(text.hasPrefix(".") ? "0\(text)" : text.hasSuffix(".") ? "\(text)0" : String(text))
  }
}
