/// Secrets that a value of a manifest or of Helm values holds whatever it is called.
///
/// A value is written to be used: what would be a mere mention in a text of documentation is here the thing itself.
enum SecretContent {
  /// What the value holds, with its article; nil for nothing of that kind.
  static func description(of value: String) -> String? {
    let bytes = Array(value.utf8)
    if let token = SecretTokens.find(in: bytes).first { return token.name }
    if holdsKeyHeader(bytes) { return PrivateKeyText.description }
    if isAPIKey(bytes) { return "an API key" }
    return hasPassword(value) ? "a password in an address" : nil
  }

  /// Whether a value has an address with a password, be it that of the user's own name.
  static func hasPassword(_ value: String) -> Bool {
    var rest = Array(value.utf8)[...]
    while let scheme = rest.firstRange(of: Array("://".utf8)) {
      let authority = rest[scheme.upperBound...].prefix { $0 > 0x20 && !"/?#\"'`".utf8.contains($0) }
      if isSchemeEnd(rest[..<scheme.lowerBound].last), holdsPassword(authority) { return true }
      rest = rest[authority.endIndex...]
    }
    return false
  }

  private static func isSchemeEnd(_ byte: UInt8?) -> Bool {
    byte.map { $0.isLatinLetter || $0.isDecimalDigit } ?? false
  }

  private static func holdsPassword(_ authority: ArraySlice<UInt8>) -> Bool {
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
      let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return false }
    let password = authority[(colon + 1)..<at]
    return !StandIn.isOne(password) && !Placeholder.isMarked(password)
      && !Placeholder.isOne(String(decoding: password, as: UTF8.self))
  }

  /// Whether a line begins a private key (RFC 7468), however short what follows.
  private static func holdsKeyHeader(_ text: [UInt8]) -> Bool {
    let lines = text.split(separator: UInt8(ascii: "\n")).lazy.map { $0.drop { $0 == UInt8(ascii: " ") } }
    return lines.contains { line in
      line.starts(with: "-----BEGIN ".utf8)
        && line.prefix(64).firstRange(of: Array("PRIVATE KEY-----".utf8)) != nil
    }
  }

  /// `sk-…`, the form of OpenAI and of those who follow it, where the value is nothing else.
  private static func isAPIKey(_ value: [UInt8]) -> Bool {
    guard value.starts(with: "sk-".utf8) else { return false }
    let key = value.dropFirst(3)
    return (20...64).contains(key.count) && key.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit }
      && !Placeholder.isLikely(key)
  }
}
