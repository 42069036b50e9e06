internal import Linting

/// What the content of a file with a credential's name says for or against it. Only this is kept of the content.
struct CredentialContents: OptionSet, Sendable {
  let rawValue: UInt8

  /// A private key, a token of a known shape, or an address with a password.
  static let secret = CredentialContents(rawValue: 1)
  /// A value that is given to the name of a secret.
  static let assignment = CredentialContents(rawValue: 2)
  /// A public key or a certificate, and nothing private.
  static let publicMaterial = CredentialContents(rawValue: 4)
  /// Blanks and comments.
  static let nothing = CredentialContents(rawValue: 8)
  private static let wasRead = CredentialContents(rawValue: 128)

  static let scan = ContentScan("credentials") { [CredentialContents($0).union(.wasRead).rawValue] }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ content: [UInt8]) {
    self = []
    if secretShape(of: String(decoding: content, as: UTF8.self)) != nil { insert(.secret) }
    if holdsAssignment(content) { insert(.assignment) }
    if isDisjoint(with: .secret), Self.publicBeginnings.contains(where: { content.starts(with: $0.utf8) }) {
      insert(.publicMaterial)
    }
    let lines = content.split(separator: UInt8(ascii: "\n"))
    if lines.allSatisfy({ line in line.first { !" \t\r".utf8.contains($0) }.map { $0 == UInt8(ascii: "#") } ?? true }) {
      insert(.nothing)
    }
  }

  private static let publicBeginnings = [
    "-----BEGIN CERTIFICATE", "-----BEGIN TRUSTED CERTIFICATE", "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY",
    "-----BEGIN X509 CRL", "ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-",
  ]
}

/// Names that ask for a secret, however they are put together: `_authToken`, `npmAuthToken`, `DB_PASSWORD`, `"auth"`.
private let secretWords = [
  "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "private_key", "access_key",
  "accesskey", "credential", "_auth", "_key", "_pass", "_pwd",
]
private let exactNames: Set<String> = ["auth", "key", "pass", "pwd"]
private let placeholders = [
  "changeme", "change_me", "change-me", "example", "your", "placeholder", "dummy", "xxx", "todo",
]

/// Whether a text gives a value to the name of a secret: by `=` or `:`, in whatever format of settings.
private func holdsAssignment(_ text: [UInt8]) -> Bool {
  text.indices.contains { index in
    guard text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ":") else { return false }
    let before = text[..<index].suffix(4).reversed().prefix { "\"' \t".utf8.contains($0) }.count
    let name = text[..<(index - before)].suffix(64).reversed().prefix { byte in
      byte.isLatinLetter || byte.isDecimalDigit || "_-".utf8.contains(byte)
    }
    guard isSecretName(String(decoding: name.reversed(), as: UTF8.self).lowercased()) else { return false }
    let start = text[(index + 1)...].prefix(8).drop { "\"' \t".utf8.contains($0) }.startIndex
    let value = text[start...].prefix(256).prefix { !"\"' \t\r\n,;}]".utf8.contains($0) }
    return isSecretValue(String(decoding: value, as: UTF8.self).lowercased())
  }
}

private func isSecretName(_ name: String) -> Bool {
  let isAboutSecret = ["_file", "_path", "_url", "_id", "_name", "_public_key"].contains { name.hasSuffix($0) }
  return exactNames.contains(name) || (!isAboutSecret && secretWords.contains { name.contains($0) })
}

private func isSecretValue(_ value: String) -> Bool {
  guard let first = value.first, !"$<{[(%#|>&*".contains(first) else { return false }
  return !["true", "false", "null", "none"].contains(value) && !placeholders.contains { value.contains($0) }
}
