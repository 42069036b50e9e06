/// A single value as it is written, and what Kubernetes and Helm take it for: they read YAML as version 1.1 of it does.
package struct YAMLScalar: Sendable, Hashable {
  package enum Style: Sendable, Hashable {
    case plain
    case quoted
    /// After `|` or `>`.
    case block
  }

  package enum Value: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A fraction, or an integer that no machine integer holds.
    case number(Double)
    case string
  }

  /// Without quotes and escapes.
  package var text: String
  package var style: Style
  /// A tag that is written out, such as `!!str`.
  package var tag: String?

  package init(text: String, style: Style, tag: String? = nil) {
    self.text = text
    self.style = style
    self.tag = tag
  }

  package var value: Value {
    guard style == .plain, tag == nil || tag == "!" else {
      return tag.flatMap(taggedValue) ?? .string
    }
    return plainValue
  }

  /// Whether it is an infinity or no number at all, which YAML can write.
  var isBeyondJSON: Bool {
    guard style == .plain, tag == nil, text.utf8.count <= 5 else { return false }
    let number = text.drop { $0 == "+" || $0 == "-" }
    return [".inf", ".Inf", ".INF"].contains(number) || [".nan", ".NaN", ".NAN"].contains(text)
  }

  private func taggedValue(_ tag: String) -> Value? {
    switch tag {
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
      plainValue
    default: nil
    }
  }

  private var plainValue: Value {
    guard let first = text.utf8.first else { return .null }
    if Self.nulls.contains(text) { return .null }
    if text.utf8.count <= 5, let flag = Self.booleans[text] { return .boolean(flag) }
    guard "+-.0123456789".utf8.contains(first) else { return .string }
    return YAMLNumber.value(of: text) ?? .string
  }

  private static let nulls: Set = ["~", "null", "Null", "NULL"]

  private static let booleans: [String: Bool] = {
    let words: [(String, Bool)] = [
      ("y", true), ("yes", true), ("on", true), ("true", true), ("n", false), ("no", false), ("off", false),
      ("false", false),
    ]
    var spellings: [String: Bool] = [:]
    for (word, flag) in words {
      let capitalised = word.prefix(1).uppercased() + word.dropFirst()
      for spelling in [word, capitalised, word.uppercased()] { spellings[spelling] = flag }
    }
    return spellings
  }()
}

/// Numbers as YAML 1.1 writes them: `0x1F`, `0b11`, `0644` and `0o644` in octal, `1_000`, `.5`, `1e3`; nothing to base 60.
enum YAMLNumber {
  /// nil when the text is no number.
  static func value(of text: String) -> YAMLScalar.Value? {
    let plain = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
    if let integer = integer(plain) { return .integer(integer) }
    guard isDecimal(plain), let number = Double(plain.hasSuffix(".") ? plain + "0" : plain), number.isFinite else {
      return nil
    }
    if let integer = Int(exactly: number), !plain.contains(where: { ".eE".contains($0) }) { return .integer(integer) }
    return .number(number)
  }

  private static func integer(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : Substring(text)
    guard let first = digits.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first else { return nil }
    let prefix = digits.prefix(2).lowercased()
    let radix = ["0x": 16, "0b": 2, "0o": 8][prefix] ?? (digits.count > 1 && first == UInt8(ascii: "0") ? 8 : 10)
    let rest = radix != 10 && digits.prefix(2).last?.isLetter == true ? digits.dropFirst(2) : digits
    guard rest.utf8.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true else { return nil }
    return Int((isNegative ? "-" : "") + rest, radix: radix)
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func isDecimal(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
      guard takeDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ text: inout Substring.UTF8View) -> Int {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    text = text.dropFirst(digits)
    return digits
  }
}
