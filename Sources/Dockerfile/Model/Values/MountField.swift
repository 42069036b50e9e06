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

  /// The fields of a line of CSV (RFC 4180): a quoted field may hold commas, and a quote as two. nil when a quote stands
  /// anywhere else.
  static func all(of value: String) -> [MountField]? {
    let bytes = Array(value.utf8)
    var fields: [MountField] = []
    var start = 0
    while true {
      guard let field = first(of: bytes, from: start) else { return nil }
      fields.append(field)
      if field.range.upperBound == bytes.count { return fields }
      start = field.range.upperBound + 1
    }
  }

  private static func first(of bytes: [UInt8], from start: Int) -> MountField? {
    guard start < bytes.count, bytes[start] == ASCII.doubleQuote else {
      let end = bytes[start...].firstIndex(of: ASCII.comma) ?? bytes.count
      guard !bytes[start..<end].contains(ASCII.doubleQuote) else { return nil }
      return MountField(text: String(decoding: bytes[start..<end], as: UTF8.self), range: start..<end)
    }
    var text: [UInt8] = []
    var rest = bytes[(start + 1)...]
    while let quote = rest.firstIndex(of: ASCII.doubleQuote) {
      text += rest[..<quote]
      rest = rest[(quote + 1)...]
      switch rest.first {
      case ASCII.doubleQuote?:
        text.append(ASCII.doubleQuote)
        rest = rest.dropFirst()
      case nil, ASCII.comma?:
        return MountField(text: String(decoding: text, as: UTF8.self), range: start..<quote + 1)
      default: return nil
      }
    }
    return nil
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
