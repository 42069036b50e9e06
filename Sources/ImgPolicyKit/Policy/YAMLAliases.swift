internal import Linting

/// Bounds the aliases of a YAML text before the parser sees it.
///
/// The parser hashes the keys of each mapping, and a key may be an alias of a list of aliases of lists: forty of them
/// take longer than anybody waits. With at most `limit` references, a value can grow by a few hundred times.
enum YAMLAliases {
  static let limit = 16

  /// The place of the first reference that is too many.
  ///
  /// A reference is a `*` and a letter where a value or key may begin. Quoted and folded text can look like that, too,
  /// so the count is never too low, and seldom too high.
  static func excess(in source: SourceText) -> Place? {
    var count = 0
    let bytes = source.bytes
    for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "*") && isNameByte(bytes[index + 1]) {
      guard mayBegin(behind: bytes[..<index]) else { continue }
      count += 1
      if count > limit { return source.place(of: index..<index + 1) }
    }
    return nil
  }

  /// Whether a value may begin behind `text`: after a line end, a flow indicator, or another indicator that is one only
  /// because of a blank behind it or because no word touches it.
  private static func mayBegin(behind text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return true }
    if "\n\r[{,".utf8.contains(last) { return true }
    if ":?".utf8.contains(last) { return text.dropLast().last.map { "\"'[]{}, \t\n\r".utf8.contains($0) } ?? true }
    guard isBlank(last) else { return false }
    guard let end = text.lastIndex(where: { !isBlank($0) }) else { return true }
    return "\n\r[{,:?-".utf8.contains(text[end])
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
