/// Tells the stand-ins of documentation from credentials.
enum Placeholder {
  /// Whether a text of a credential's shape only stands for one: it says so, or repeats itself as no random text does.
  static func isLikely(_ text: ArraySlice<UInt8>) -> Bool {
    coincidence(of: text) > mostCoincidence || isMarked(text)
  }

  /// Whether a text holds a word that only documentation has in the place of a credential.
  static func isMarked(_ text: ArraySlice<UInt8>) -> Bool {
    let lower = text.map { $0.isCapital ? $0 | 0x20 : $0 }
    return marks.contains { lower.holds($0) }
  }

  /// Whether a value is nothing but a word that somebody is to replace.
  static func isOne(_ value: String) -> Bool {
    if value.hasPrefix("<"), value.hasSuffix(">"), value.utf8.count > 2 { return true }
    return stubs.contains(value.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
  }

  private static let stubs: Set = [
    "changeme", "changethis", "replaceme", "replacethis", "dummy", "placeholder", "fixme", "tobeset", "setme",
  ]

  /// How likely two different bytes of a text are equal: 1 for a run of one letter, 1/16 for random hexadecimal digits,
  /// 1/62 for random letters and digits.
  static func coincidence(of text: some Collection<UInt8>) -> Double {
    guard text.count > 1 else { return 1 }
    var counts = [Int](repeating: 0, count: 256)
    for byte in text { counts[Int(byte)] += 1 }
    let pairs = counts.reduce(0) { $0 + $1 * ($1 - 1) }
    return Double(pairs) / Double(text.count * (text.count - 1))
  }

  /// Twice what random digits have at 16 to choose from.
  private static let mostCoincidence = 0.125

  private static let marks = [
    "example", "xxxx", "0000000", "1111111", "placeholder", "changeme", "change_me", "change-me", "replace", "your",
    "dummy", "sample", "redacted", "insert",
  ].map { Array($0.utf8) }
}
