/// A credential that is written out in a text, known by a shape that nothing else has.
struct SecretToken: Sendable, Hashable {
  /// The credential itself, as offsets into the text. It never gets into a message.
  var range: Range<Int>
  /// What it is, with its article: `a GitHub token`.
  var name: String
}

/// Finds credentials by their shape: private keys, JSON web tokens, and tokens with a fixed prefix.
enum SecretTokens {
  /// The credentials in a text, in order, none inside another.
  static func find(in text: [UInt8]) -> [SecretToken] {
    var tokens: [SecretToken] = []
    var index = 0
    while index < text.count {
      guard mayBegin[Int(text[index])], let token = token(at: index, in: text) else {
        index += 1
        continue
      }
      tokens.append(token)
      index = token.range.upperBound
    }
    return tokens
  }

  private static func token(at index: Int, in text: [UInt8]) -> SecretToken? {
    let byte = text[index]
    if byte == UInt8(ascii: "-") { return privateKey(at: index, in: text) }
    if let token = match(settings[Int(byte)], at: index, in: text) { return token }
    guard isWordStart(index, in: text) else { return nil }
    if let token = match(prefixes[Int(byte)], at: index, in: text) { return token }
    return byte == UInt8(ascii: "e") ? webToken(at: index, in: text) : nil
  }

  private static func match(_ shapes: [SecretShape], at index: Int, in text: [UInt8]) -> SecretToken? {
    for shape in shapes {
      if let range = shape.match(at: index, in: text) { return SecretToken(range: range, name: shape.name) }
    }
    return nil
  }

  /// Whether no letter, digit, underscore or hyphen stands before. An escape such as `\n` is not part of a word.
  private static func isWordStart(_ index: Int, in text: [UInt8]) -> Bool {
    guard index > 0 else { return true }
    let before = text[index - 1]
    guard before.isLatinLetter || before.isDecimalDigit || "_-".utf8.contains(before) else { return true }
    return index > 1 && text[index - 2] == UInt8(ascii: "\\") && "nrt".utf8.contains(before)
  }

  /// The shapes that begin a word, by its first byte.
  private static let prefixes = byFirstByte(SecretShape.all.filter { !$0.isAssigned })
  /// Those whose name may be the end of a longer one: `MY_AWS_SECRET_ACCESS_KEY=`.
  private static let settings = byFirstByte(SecretShape.all.filter(\.isAssigned))

  private static func byFirstByte(_ shapes: [SecretShape]) -> [[SecretShape]] {
    var table = [[SecretShape]](repeating: [], count: 256)
    for shape in shapes {
      for byte in shape.firstBytes { table[Int(byte)].append(shape) }
    }
    return table
  }

  /// Most bytes can begin no credential.
  private static let mayBegin: [Bool] = zip(prefixes, settings).enumerated().map { byte, shapes in
    !shapes.0.isEmpty || !shapes.1.isEmpty || "-e".utf8.contains(UInt8(truncatingIfNeeded: byte))
  }

  // MARK: Private keys

  /// More than the longest key takes.
  private static let keyLimit = 16_384

  /// `-----BEGIN … PRIVATE KEY-----` and key material behind it. The header alone is only a word that somebody looks for.
  private static func privateKey(at index: Int, in text: [UInt8]) -> SecretToken? {
    let begin = "-----BEGIN ".utf8
    guard text[index...].starts(with: begin) else { return nil }
    let label = text[(index + begin.count)...].prefix(40).prefix { $0.isCapital || $0 == UInt8(ascii: " ") }
    let words = label.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard let key = words.firstIndex(of: "PRIVATE"), words.dropFirst(key + 1).first == "KEY",
      text[label.endIndex...].starts(with: "-----".utf8)
    else { return nil }
    let start = label.endIndex + 5
    let window = text[start..<min(text.count, start + keyLimit)]
    let end = firstIndex(of: Array("-----END ".utf8), in: window) ?? window.endIndex
    guard let last = lastMaterial(in: text[start..<end]) else { return nil }
    return SecretToken(range: index..<last, name: words.contains("PGP") ? "a private PGP key" : "a private key")
  }

  /// The end of the last run of Base64 that can be part of a key; nil when there is none.
  private static func lastMaterial(in text: ArraySlice<UInt8>) -> Int? {
    var last: Int?
    var index = text.startIndex
    while index < text.endIndex {
      let run = text[index...].prefix { SecretShape.Alphabet.base64.contains($0) }
      if run.count >= 20, run.contains(where: \.isCapital), run.contains(where: \.isDecimalDigit),
        !Placeholder.isLikely(run)
      {
        last = run.endIndex
      }
      index = run.endIndex + 1
    }
    return last
  }

  private static func firstIndex(of word: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0] == word.first && text[$0...].starts(with: word) }
  }

  // MARK: JSON web tokens

  /// Three parts in Base64 between dots, of which the first names the algorithm of the signature.
  private static func webToken(at index: Int, in text: [UInt8]) -> SecretToken? {
    guard text[index...].starts(with: "eyJ".utf8) else { return nil }
    let token = text[index...].prefix { SecretShape.Alphabet.word.contains($0) || $0 == UInt8(ascii: ".") }
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].starts(with: "eyJ".utf8), parts[2].count >= 20,
      let header = decodeBase64(parts[0]), firstIndex(of: Array("\"alg\"".utf8), in: header[...]) != nil,
      !Placeholder.isLikely(parts[2])
    else { return nil }
    return SecretToken(range: index..<token.endIndex, name: "a JSON web token")
  }

  /// Base64 with the alphabet for addresses, without padding; nil when it is none.
  private static func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in text {
      guard let value = base64Value(byte) else { return nil }
      buffer = (buffer << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bytes
  }

  private static func base64Value(_ byte: UInt8) -> Int? {
    if byte.isCapital { return Int(byte - UInt8(ascii: "A")) }
    if byte.isLatinLetter { return Int(byte - UInt8(ascii: "a")) + 26 }
    if byte.isDecimalDigit { return Int(byte - UInt8(ascii: "0")) + 52 }
    return byte == UInt8(ascii: "-") ? 62 : byte == UInt8(ascii: "_") ? 63 : nil
  }
}
