/// One field of a `--mount` flag, `key=value` or a key alone, with its place.
struct MountField {
  /// Without the quotes of the CSV.
  let text: String
  /// Offsets of UTF-8 bytes in the value of the flag, quotes included.
  let range: Range<Int>
  let key: String
  /// What follows the first `=`; nil when there is none.
  let value: String?

  init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
    let equals = text.utf8.firstIndex(of: ASCII.equals)
    self.key = String(text[..<(equals ?? text.endIndex)])
    self.value = equals.map { String(text[text.utf8.index(after: $0)...]) }
  }

  /// The fields of a line of CSV (RFC 4180): a quoted field may hold commas.
  static func all(of value: String) -> [MountField] {
    var fields: [MountField] = []
    var isQuoted = false
    var start = 0
    let bytes = Array(value.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == ASCII.doubleQuote {
        isQuoted.toggle()
      } else if byte == ASCII.comma, !isQuoted {
        fields.append(MountField(start..<index, of: bytes))
        start = index + 1
      }
    }
    return fields + [MountField(start..<bytes.count, of: bytes)]
  }

  private init(_ range: Range<Int>, of bytes: [UInt8]) {
    self.init(text: String(decoding: bytes[range].filter { $0 != ASCII.doubleQuote }, as: UTF8.self), range: range)
  }

  /// Where the key stands; the whole field where quotes are in the way.
  var keyRange: Range<Int> {
    isPlain ? range.lowerBound..<range.lowerBound + key.utf8.count : range
  }

  /// Where the value stands; the key when it has none, the whole field where quotes are in the way.
  var valueRange: Range<Int> {
    guard let value, isPlain else { return value == nil ? keyRange : range }
    return value.isEmpty ? range : range.upperBound - value.utf8.count..<range.upperBound
  }

  private var isPlain: Bool { text.utf8.count == range.count }
}
