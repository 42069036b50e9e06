/// A private key as text: `-----BEGIN … PRIVATE KEY-----` and what follows (RFC 7468, RFC 9580).
enum PrivateKeyText {
  /// What messages call it.
  static let description = "a private key"

  private static let marker = Array("-----".utf8)
  private static let header = Array("-----BEGIN ".utf8)
  /// Its first three bytes.
  static let beginning = Array(header.prefix(3))
  /// More than the longest key takes.
  private static let longest = 16_384
  private static let longestLabel = 40

  /// The key whose header begins at `index`; nil without key material behind it: the header alone is only a word that
  /// somebody looks for.
  static func token(at index: Int, in text: [UInt8]) -> SecretToken? {
    guard text[index...].starts(with: header) else { return nil }
    let rest = text[(index + header.count)...]
    let label = rest.prefix(longestLabel).prefix { $0.isCapital || $0 == UInt8(ascii: " ") }
    let words = label.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard let key = words.firstIndex(of: "PRIVATE"), words.dropFirst(key + 1).first == "KEY",
      text[label.endIndex...].starts(with: marker)
    else { return nil }
    guard let end = endOfMaterial(in: text[(label.endIndex + marker.count)...].prefix(longest)) else { return nil }
    return SecretToken(range: index..<end, name: words.contains("PGP") ? "a private PGP key" : Self.description)
  }

  /// The end of the last run of Base64 in front of the next marker that can be part of a key; nil when there is none.
  private static func endOfMaterial(in text: ArraySlice<UInt8>) -> Int? {
    var end: Int?
    var index = text.startIndex
    // Where the next key begins, this one has ended.
    while index < text.endIndex, !text[index...].starts(with: marker) {
      let run = text[index...].prefix { SecretShape.Alphabet.base64.contains($0) }
      if run.count >= 20, run.contains(where: \.isCapital), run.contains(where: \.isDecimalDigit),
        !Placeholder.isLikely(run)
      {
        end = run.endIndex
      }
      index = max(run.endIndex, index + 1)
    }
    return end
  }
}
