/// What a text is a secret of, by a shape that nothing else has; nil when it has none. The text itself never gets into a
/// message.
func secretShape(of text: String) -> String? {
  if text.contains("PRIVATE KEY-----") { return "a private key" }
  if hasPasswordInURL(text) { return "an address with a password in it" }
  for word in text.split(whereSeparator: { !isTokenCharacter($0) }) {
    if let shape = shapes.first(where: { $0.matches(word) }) { return shape.name }
  }
  return nil
}

private struct SecretShape: Sendable {
  var prefix: String
  /// The least characters behind the prefix.
  var length: Int
  var name: String
  var isUpperCase = false

  func matches(_ word: Substring) -> Bool {
    guard word.hasPrefix(prefix), word.count >= prefix.count + length else { return false }
    return !isUpperCase || word.allSatisfy { $0.isUppercase || $0.isNumber }
  }
}

private let shapes: [SecretShape] = [
  SecretShape(prefix: "AKIA", length: 16, name: "an AWS access key id", isUpperCase: true),
  SecretShape(prefix: "ASIA", length: 16, name: "an AWS access key id", isUpperCase: true),
  SecretShape(prefix: "ghp_", length: 36, name: "a GitHub token"),
  SecretShape(prefix: "gho_", length: 36, name: "a GitHub token"),
  SecretShape(prefix: "ghu_", length: 36, name: "a GitHub token"),
  SecretShape(prefix: "ghs_", length: 36, name: "a GitHub token"),
  SecretShape(prefix: "ghr_", length: 36, name: "a GitHub token"),
  SecretShape(prefix: "github_pat_", length: 50, name: "a GitHub token"),
  SecretShape(prefix: "glpat-", length: 20, name: "a GitLab token"),
  SecretShape(prefix: "xoxb-", length: 20, name: "a Slack token"),
  SecretShape(prefix: "xoxp-", length: 20, name: "a Slack token"),
  SecretShape(prefix: "xoxa-", length: 20, name: "a Slack token"),
  SecretShape(prefix: "xoxr-", length: 20, name: "a Slack token"),
  SecretShape(prefix: "xoxs-", length: 20, name: "a Slack token"),
  SecretShape(prefix: "sk_live_", length: 20, name: "a Stripe key"),
  SecretShape(prefix: "rk_live_", length: 20, name: "a Stripe key"),
  SecretShape(prefix: "sk-", length: 32, name: "an API key"),
  SecretShape(prefix: "npm_", length: 36, name: "an npm token"),
  SecretShape(prefix: "AIza", length: 35, name: "a Google API key"),
]

private func isTokenCharacter(_ character: Character) -> Bool {
  character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-")
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
