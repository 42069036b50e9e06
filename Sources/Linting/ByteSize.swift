/// A number of bytes as policies write and reports print it.
///
/// `500MB` is 500 × 10⁶ bytes, `500MiB` is 500 × 2²⁰, a bare number is bytes. `500M` is refused: tools disagree on it.
package struct ByteSize: Sendable, Hashable, Comparable {
  package var bytes: Int

  package init(_ bytes: Int) { self.bytes = bytes }

  package static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }

  /// Why a text is no size; the message says what would be one.
  package struct ParseError: Error, Sendable, Hashable {
    package var message: String
  }

  private static let units: [(name: String, factor: Int)] = [
    ("B", 1), ("kB", 1000), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
  ]

  /// Reads a size such as `500MB`, `1.5 GiB` or `1048576`.
  package static func parse(_ text: String) throws(ParseError) -> ByteSize {
    let bytes = text.utf8
    let number = bytes.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    let unit = String(decoding: bytes.dropFirst(number.count).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    guard !number.isEmpty, let whole = decimal(number) else { throw malformed(text) }
    guard !unit.isEmpty else {
      guard whole.scale == 1 else { throw ParseError(message: "\(text) is no whole number of bytes") }
      return ByteSize(whole.digits)
    }
    guard let factor = units.first(where: { $0.name == unit })?.factor else { throw unknownUnit(unit, in: text) }
    let product = whole.digits.multipliedReportingOverflow(by: factor)
    guard !product.overflow else { throw ParseError(message: "\(text) is too large: the largest size is 8 EiB") }
    return ByteSize(product.partialValue / whole.scale)
  }

  /// `512 MB`, `1.2 GB`, `980 B`: decimal units, cut after one digit behind the point, so that nothing looks larger than it is.
  package var description: String {
    let steps: [(String, Int)] = [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)]
    let magnitude = bytes.magnitude
    for (name, factor) in steps where magnitude >= UInt(factor) {
      let tenths = Int(magnitude / UInt(factor / 10))
      let sign = bytes < 0 ? "-" : ""
      if tenths % 10 == 0 { return "\(sign)\(tenths / 10) \(name)" }
      return "\(sign)\(tenths / 10).\(tenths % 10) \(name)"
    }
    return "\(bytes) B"
  }

  /// Two sizes that stand in one sentence, in bytes where they read alike and what is cut off would tell them apart, or that they are equal.
  package static func texts(_ size: ByteSize, _ limit: ByteSize) -> (size: String, limit: String) {
    let texts = (size.description, limit.description)
    return texts.0 == texts.1 && (size != limit || !size.isDescribedExactly)
      ? ("\(size.bytes) bytes", "\(limit.bytes) bytes") : texts
  }

  /// Whether `description` cuts nothing off.
  private var isDescribedExactly: Bool { (try? ByteSize.parse(description)) == self }

  /// A difference of sizes: `+1.2 GB`, `-980 B`, `0`.
  package var signedDescription: String { bytes == 0 ? "0" : (bytes > 0 ? "+" : "") + description }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// The digits without their point, and the power of ten to divide by.
  private static func decimal(_ text: Substring.UTF8View.SubSequence) -> (digits: Int, scale: Int)? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : parts[0].prefix(0)
    guard fraction.count <= 3 else { return nil }
    let digits = String(decoding: parts[0], as: UTF8.self) + String(decoding: fraction, as: UTF8.self)
    guard let value = Int(digits) else { return nil }
    return (value, fraction.reduce(1) { scale, _ in scale * 10 })
  }

  private static func malformed(_ text: String) -> ParseError {
    ParseError(message: "“\(text)” is no size: expected a number with a unit, such as 500MB or 500MiB")
  }

  private static func unknownUnit(_ unit: String, in text: String) -> ParseError {
    let number = text.prefix { $0.isNumber || $0 == "." }
    if let letter = unit.first, unit.count == 1, "kKmMgGtT".contains(letter) {
      let capital = letter.uppercased()
      return ParseError(
        message: "“\(text)” can mean two sizes: write \(number)\(capital)B (powers of 1000) "
          + "or \(number)\(capital)iB (powers of 1024)")
    }
    return ParseError(message: "“\(unit)” is no unit of size: expected kB, MB, GB, TB, KiB, MiB, GiB, TiB or B")
  }
}
