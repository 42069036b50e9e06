/// The credentials of an HTTP header: `Authorization: Bearer …` (RFC 9110, section 11.6.2).
enum AuthorizationHeader {
  /// What findings call it.
  static let description = "the value of an Authorization header"
  private static let name = Array("authorization".utf8)
  /// Its first three bytes, in every spelling.
  static let beginnings = spellings(of: name.prefix(3))
  private static let schemes: Set = ["bearer", "basic", "token", "apikey", "digest"]
  private static let lengths = 12...2048

  /// The credentials of the header whose name begins at `index`; nil when there are none.
  static func range(ofNameAt index: Int, in text: [UInt8]) -> Range<Int>? {
    let written = text[index...].prefix(name.count)
    guard written.count == name.count, zip(written, name).allSatisfy({ $0 | 0x20 == $1 }) else { return nil }
    let between = text[written.endIndex...].prefix(8).prefix { "\"' \t=:\\".utf8.contains($0) }
    let scheme = text[between.endIndex...].prefix(8).prefix(while: \.isLatinLetter)
    guard between.contains(where: { ":=".utf8.contains($0) }),
      schemes.contains(String(decoding: scheme, as: UTF8.self).lowercased())
    else { return nil }
    let blanks = text[scheme.endIndex...].prefix(4).prefix { $0 == UInt8(ascii: " ") }
    let value = text[blanks.endIndex...].prefix(lengths.upperBound + 1).prefix {
      SecretShape.Alphabet.base64Word.contains($0) || ".~".utf8.contains($0)
    }
    guard !blanks.isEmpty, lengths.contains(value.count), isRandom(value), !isReference(behind: value, in: text) else {
      return nil
    }
    return value.indices
  }

  /// Prose has neither digits nor capitals inside its words.
  private static func isRandom(_ value: ArraySlice<UInt8>) -> Bool {
    (value.contains(where: \.isDecimalDigit) || value.dropFirst().contains(where: \.isCapital))
      && !Placeholder.isLikely(value)
  }

  private static func isReference(behind value: ArraySlice<UInt8>, in text: [UInt8]) -> Bool {
    value.endIndex < text.count && "${".utf8.contains(text[value.endIndex])
  }
}
