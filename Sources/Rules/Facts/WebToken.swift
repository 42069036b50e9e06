/// A JSON web token (RFC 7519): three parts of Base64 between dots, of which the first names the algorithm of the signature.
enum WebToken {
  /// `{"`, as every part of one begins.
  static let beginning = Array("eyJ".utf8)
  private static let shortestSignature = 20

  /// The token that begins at `index`; nil when there is none.
  static func token(at index: Int, in text: [UInt8]) -> SecretToken? {
    guard text[index...].starts(with: beginning) else { return nil }
    // No more than three parts are read, so that a long chain of them is not gone through from each.
    let header = part(at: index, in: text)
    guard let claimsStart = next(behind: header, in: text), text[claimsStart...].starts(with: beginning),
      let signatureStart = next(behind: part(at: claimsStart, in: text), in: text)
    else { return nil }
    let signature = part(at: signatureStart, in: text)
    guard next(behind: signature, in: text) == nil, signature.count >= shortestSignature, namesAlgorithm(header),
      !Placeholder.isLikely(signature)
    else { return nil }
    return SecretToken(range: index..<signature.endIndex, name: "a JSON web token")
  }

  private static func part(at index: Int, in text: [UInt8]) -> ArraySlice<UInt8> {
    text[index...].prefix(while: SecretShape.Alphabet.word.contains)
  }

  /// Where the part behind a dot begins.
  private static func next(behind part: ArraySlice<UInt8>, in text: [UInt8]) -> Int? {
    part.endIndex < text.count && text[part.endIndex] == UInt8(ascii: ".") ? part.endIndex + 1 : nil
  }

  private static func namesAlgorithm(_ header: ArraySlice<UInt8>) -> Bool {
    let name = Array("\"alg\"".utf8)
    let json = decoded(header)
    return json.indices.contains { json[$0] == name.first && json[$0...].starts(with: name) }
  }

  /// Base64 with the alphabet for addresses, without padding.
  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in text {
      buffer = (buffer << 6 | value(of: byte)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bytes
  }

  private static func value(of byte: UInt8) -> Int {
    if byte.isCapital { return Int(byte - UInt8(ascii: "A")) }
    if byte.isLatinLetter { return Int(byte - UInt8(ascii: "a")) + 26 }
    if byte.isDecimalDigit { return Int(byte - UInt8(ascii: "0")) + 52 }
    return byte == UInt8(ascii: "-") ? 62 : 63
  }
}
