/// The password of an address: `scheme://user:password@host` (RFC 3986, section 3.2.1).
enum AddressPassword {
  /// Words that nobody takes for a password: they stand for one, or are that of a database on the developer's machine.
  private static let standIns: Set = [
    "admin", "bar", "foo", "guest", "mysql", "pass", "passwd", "password", "postgres", "pw", "pwd", "root", "secret",
    "test", "token", "user", "username", "x-oauth-basic", "x-token-auth", "xyzzy",
  ]
  /// What follows a scheme.
  private static let mark = Array("://".utf8)
  /// Its first three bytes.
  static let beginning = Array(mark.prefix(3))
  private static let localHosts = ["localhost", "127.", "[::1]", "0.0.0.0"].map { Array($0.utf8) }

  /// The password of the address whose scheme ends at `colon`; nil when it has none, or one that hides nothing: a
  /// variable, a word that stands for one, the name of the user again, or that of a server on this machine.
  static func range(behindSchemeAt colon: Int, in text: [UInt8]) -> Range<Int>? {
    guard text[colon...].starts(with: mark), colon > 0,
      text[colon - 1].isLatinLetter || text[colon - 1].isDecimalDigit
    else { return nil }
    let whole = text[(colon + 3)...].prefix { $0 > 0x20 && !"/?#\"'`\\".utf8.contains($0) }
    guard let at = whole.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    // Some name several servers: `first:5432,user:password@second`.
    let authority = whole[(whole[..<at].lastIndex(of: UInt8(ascii: ",")).map { $0 + 1 } ?? whole.startIndex)...]
    guard
      let separator = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let password = authority[(separator + 1)..<at]
    let host = authority[(at + 1)...]
    guard isReal(password), !password.elementsEqual(authority[..<separator]),
      !localHosts.contains(where: host.starts)
    else { return nil }
    return password.indices
  }

  /// Whether a percent sign does not encode a byte (RFC 3986, section 2.1) but stands for something: `%s`.
  private static func holdsFormat(_ text: ArraySlice<UInt8>) -> Bool {
    text.indices.contains { index in
      guard text[index] == UInt8(ascii: "%") else { return false }
      let code = text[(index + 1)...].prefix(2)
      return code.count < 2 || !code.allSatisfy(\.isHexadecimalDigit) || !code.contains(where: \.isDecimalDigit)
    }
  }

  /// Whether a text is a password itself, and not what stands for one: a variable, a template, a word of documentation.
  static func isReal(_ password: ArraySlice<UInt8>) -> Bool {
    !password.isEmpty && !password.contains { "$`{}<>*[".utf8.contains($0) } && !holdsFormat(password)
      && !Placeholder.isMarked(password)
      && !standIns.contains(String(decoding: password.prefix(16), as: UTF8.self).lowercased())
  }
}
