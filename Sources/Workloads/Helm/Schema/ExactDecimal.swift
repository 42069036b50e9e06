/// A number to all the digits that are written, so that 0.3 is three times 0.1.
struct ExactDecimal: Hashable {
  private var isNegative = false
  /// From the first that is not zero to the last that is not; none for zero.
  private var digits: [UInt8] = []
  /// Which power of ten the last digit counts.
  private var exponent = 0

  /// Nobody writes exponents beyond.
  private static let greatestExponent = 1_000_000

  /// nil for what is no number.
  init?(_ scalar: YAMLScalar) {
    switch scalar.value {
    case .integer(let number): self.init(String(number))
    case .number: self.init(scalar.text.filter { $0 != "_" })
    case .null, .boolean, .string: return nil
    }
  }

  /// `-12.50e3`; nil for anything else.
  init?(_ text: String) {
    let parts = text.utf8.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    guard let number = parts.first, let power = parts.count < 2 ? 0 : Int(Substring(parts[1])),
      (-Self.greatestExponent...Self.greatestExponent).contains(power)
    else { return nil }
    var digits: [UInt8] = []
    var fraction: Int?
    for (index, byte) in number.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
        fraction = fraction.map { $0 + 1 }
      case UInt8(ascii: ".") where fraction == nil: fraction = 0
      case UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: "-") where index == 0: isNegative = true
      default: return nil
      }
    }
    let zeros = digits.reversed().prefix { $0 == 0 }.count
    self.digits = digits.dropLast(zeros)
    if self.digits.isEmpty {
      isNegative = false
    } else {
      exponent = power - (fraction ?? 0) + zeros
    }
  }

  /// Whether it is another number, above 0, some times; nil where the other has more digits than are reckoned with.
  func isMultiple(of other: ExactDecimal) -> Bool? {
    if digits.isEmpty { return true }
    // Such a number is less than ten to the eighteenth.
    guard other.digits.count <= 18 else { return nil }
    // The last digit is not zero.
    guard exponent >= other.exponent else { return false }
    let divisor = other.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    guard divisor > 0 else { return nil }
    var rest = digits.reduce(UInt64(0)) { ($0 * 10 + UInt64($1)) % divisor }
    var power = 10 % divisor
    var count = exponent - other.exponent
    while count > 0 {
      if count & 1 == 1 { rest = Self.product(rest, power, modulo: divisor) }
      power = Self.product(power, power, modulo: divisor)
      count >>= 1
    }
    return rest == 0
  }

  /// Of two numbers that are less than the divisor.
  private static func product(_ left: UInt64, _ right: UInt64, modulo divisor: UInt64) -> UInt64 {
    divisor.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
  }
}
