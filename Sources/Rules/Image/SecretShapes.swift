/// What a text is a secret of, by a shape that nothing else has; nil when it has none. The text itself never gets into a
/// message.
func secretShape(of text: String) -> String? {
  // The variable of an image is the whole text, so that the header of a key alone tells enough.
  if text.contains("PRIVATE KEY-----") { return "a private key" }
  if hasPasswordInURL(text) { return "an address with a password in it" }
  return SecretTokens.find(in: Array(text.utf8)).first?.name
}

/// `scheme://user:password@host`. A password that is only a reference to a variable is none.
private func hasPasswordInURL(_ text: String) -> Bool {
  var rest = Array(text.utf8)[...]
  let mark = Array("://".utf8)
  while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
    rest = rest[colon...]
    guard rest.starts(with: mark) else {
      rest = rest.dropFirst()
      continue
    }
    rest = rest.dropFirst(mark.count)
    let authority = rest.prefix { $0 > 0x20 && !"/?#\"'".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { continue }
    let user = authority[..<at]
    guard let separator = user.firstIndex(of: UInt8(ascii: ":")) else { continue }
    let password = user[user.index(after: separator)...]
    if !password.isEmpty, password.first != UInt8(ascii: "$") { return true }
  }
  return false
}
