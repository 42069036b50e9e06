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
    if content.holds(Self.keyHeader) || !SecretTokens.find(in: content).isEmpty { insert(.secret) }
    if SecretAssignments.isSecret(inSettings: content) { insert(.assignment) }
    if isDisjoint(with: .secret), Self.publicBeginnings.contains(where: { content.starts(with: $0.utf8) }) {
      insert(.publicMaterial)
    }
    let lines = content.split(separator: UInt8(ascii: "\n"))
    if lines.allSatisfy({ line in line.first { !" \t\r".utf8.contains($0) }.map { $0 == UInt8(ascii: "#") } ?? true }) {
      insert(.nothing)
    }
  }

  /// Of a private key, whatever its kind and whatever follows.
  private static let keyHeader = Array("PRIVATE KEY-----".utf8)
  private static let publicBeginnings = [
    "-----BEGIN CERTIFICATE", "-----BEGIN TRUSTED CERTIFICATE", "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY",
    "-----BEGIN X509 CRL", "ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-",
  ]
}
