/// An amount of CPU, memory or storage as Kubernetes writes it: a decimal number and a suffix. Exact, in nano-units.
///
/// The suffixes are `n u m` (10⁻⁹ to 10⁻³), none, `k M G T P E` (10³ to 10¹⁸), `Ki` to `Ei` (2¹⁰ to 2⁶⁰), or a decimal exponent.
/// Their case matters. (apimachinery, pkg/api/resource/quantity.go)
package struct Quantity: Sendable, Hashable, Comparable {
  package enum Fault: Error, Sendable, Hashable {
    case notANumber
    /// The number is one; what stands behind it is no suffix.
    case unknownSuffix(String)
  }

  /// In units of 10⁻⁹. What is smaller is rounded up.
  package let nano: Int128
  package let suffix: String

  package static let suffixes: [String: Int128] = {
    var factors: [String: Int128] = ["n": 1, "u": 1_000, "m": 1_000_000, "": 1_000_000_000]
    var (decimal, binary): (Int128, Int128) = (1_000_000_000, 1_000_000_000)
    for (letter, power) in zip(["k", "M", "G", "T", "P", "E"], ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]) {
      decimal *= 1_000
      binary *= 1_024
      factors[letter] = decimal
      factors[power] = binary
    }
    return factors
  }()

  /// The greatest amount that Kubernetes keeps.
  private static let greatest = Int128(Int64.max) * 1_000_000_000

  /// Bytes of a text that may be an amount.
  private static let longest = 256

  package init(_ text: String) throws(Fault) {
    guard text.utf8.count <= Self.longest else { throw .notANumber }
    var rest = Substring(text.utf8.drop { $0 == UInt8(ascii: " ") })
    while rest.utf8.last == UInt8(ascii: " ") { rest.removeLast() }
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
    let digits = Self.takeDigits(&rest)
    var fraction = Substring()
    if rest.hasPrefix(".") {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
    }
    guard !digits.isEmpty || !fraction.isEmpty else { throw .notANumber }
    suffix = String(rest)
    let (factor, exponent) = try Self.scale(of: suffix)
    let value = Self.scaled(digits, fraction, factor: factor, exponent: exponent)
    nano = isNegative ? -value : value
  }

  package static func < (left: Quantity, right: Quantity) -> Bool { left.nano < right.nano }

  package var isNegative: Bool { nano < 0 }
  package var isZero: Bool { nano == 0 }
  package var isWhole: Bool { nano % 1_000_000_000 == 0 }

  // MARK: Reading

  private static func takeDigits(_ text: inout Substring) -> Substring {
    let digits = text.prefix { $0.isASCII && $0.isWholeNumber }
    text = text.dropFirst(digits.count)
    return digits
  }

  /// The factor to nano-units, and a power of ten beside it.
  private static func scale(of suffix: String) throws(Fault) -> (factor: Int128, exponent: Int) {
    if let factor = suffixes[suffix] { return (factor, 0) }
    guard let mark = suffix.utf8.first, mark | 0x20 == UInt8(ascii: "e"), let exponent = Int(suffix.dropFirst()),
      suffix.dropFirst().utf8.allSatisfy({ $0 != UInt8(ascii: "_") })
    else { throw .unknownSuffix(suffix) }
    return (1_000_000_000, max(-64, min(64, exponent)))
  }

  /// Digits are added up until nobody can tell the difference: the greatest amount has 19 of them, and below 10⁻⁹ all is
  /// rounded up.
  private static func scaled(_ digits: Substring, _ fraction: Substring, factor: Int128, exponent: Int) -> Int128 {
    var result: Int128 = 0
    var isInexact = false
    let whole = Array(digits.utf8.drop { $0 == UInt8(ascii: "0") })
    let all = whole + Array(fraction.utf8)
    for (index, digit) in all.enumerated() where digit != UInt8(ascii: "0") {
      let power = whole.count - 1 - index + exponent
      guard power < 40 else { return greatest }
      let (part, isExact) = product(Int128(digit - UInt8(ascii: "0")), factor, tenTo: power)
      result = min(greatest, result + min(greatest, part))
      isInexact = isInexact || !isExact
    }
    return isInexact ? min(greatest, result + 1) : result
  }

  /// `digit` × `factor` × 10^`power`, cut to a whole number, and whether nothing was cut off.
  private static func product(_ digit: Int128, _ factor: Int128, tenTo power: Int) -> (Int128, isExact: Bool) {
    var value = digit * factor
    if power >= 0 {
      for _ in 0..<power {
        let (next, overflow) = value.multipliedReportingOverflow(by: 10)
        if overflow { return (greatest, true) }
        value = next
      }
      return (value, true)
    }
    guard power > -40 else { return (0, false) }
    var divisor: Int128 = 1
    for _ in 0..<min(37, -power) { divisor *= 10 }
    return (value / divisor, value % divisor == 0)
  }
}
