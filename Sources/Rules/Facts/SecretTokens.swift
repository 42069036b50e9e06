/// A credential that is written out in a text, known by a shape that nothing else has.
struct SecretToken: Sendable, Hashable {
  /// The credential itself, as offsets into the text. It never gets into a message.
  var range: Range<Int>
  /// What it is, with its article: `a GitHub token`.
  var name: String
  /// Whether nothing else looks like it. A password is known by its place alone: in an address, in a header.
  var hasOwnShape = true
}

/// Finds credentials by their shape: private keys, JSON web tokens, tokens with a fixed prefix, passwords in addresses and
/// in headers of HTTP.
///
/// One pass over the bytes of any text, of a Dockerfile or of a file in an image. What may begin a credential reads no
/// further than a credential goes, so that the time grows as the text does, whatever it holds.
enum SecretTokens {
  /// The credentials in a text, in order, none inside another.
  static func find(in text: [UInt8]) -> [SecretToken] {
    var tokens: [SecretToken] = []
    var index = 0
    while let place = beginnings.place(from: index, in: text) {
      let token = token(at: place, in: text)
      if let token { tokens.append(token) }
      index = token?.range.upperBound ?? place + 1
    }
    return tokens
  }

  private static func token(at index: Int, in text: [UInt8]) -> SecretToken? {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "-"): return PrivateKeyText.token(at: index, in: text)
    case UInt8(ascii: ":"):
      return AddressPassword.range(behindSchemeAt: index, in: text).map {
        prefixed(at: $0.lowerBound, in: text)
          ?? SecretToken(range: $0, name: "a password in an address", hasOwnShape: false)
      }
    default: break
    }
    if let token = match(settings[Int(byte)], at: index, in: text) { return token }
    guard isWordStart(index, in: text) else { return nil }
    if let token = prefixed(at: index, in: text) { return token }
    return AuthorizationHeader.range(ofNameAt: index, in: text).map {
      // What has a shape of its own is called by it.
      prefixed(at: $0.lowerBound, in: text)
        ?? SecretToken(range: $0, name: AuthorizationHeader.description, hasOwnShape: false)
    }
  }

  private static func prefixed(at index: Int, in text: [UInt8]) -> SecretToken? {
    match(prefixes[Int(text[index])], at: index, in: text) ?? WebToken.token(at: index, in: text)
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

  /// How credentials begin, and the names and marks in front of them.
  private static let beginnings = WordSieve(
    SecretShape.all.flatMap(\.beginnings) + AuthorizationHeader.beginnings
      + [PrivateKeyText.beginning, AddressPassword.beginning, WebToken.beginning])
}
