/// Files that hold credentials, by their names.
enum CredentialFiles {
  /// How sure a name is.
  enum Certainty {
    /// Such a file is there for a secret: a private key, a password list.
    case always
    /// It is a configuration that may hold one: `.env`, `.npmrc`.
    case often
  }

  private static let names: [String: Certainty] = [
    "id_rsa": .always, "id_dsa": .always, "id_ecdsa": .always, "id_ed25519": .always, "id_ecdsa_sk": .always,
    "id_ed25519_sk": .always, ".netrc": .always, "_netrc": .always, ".git-credentials": .always, ".pgpass": .always,
    ".pypirc": .always, ".dockercfg": .always, ".dockerconfigjson": .always, ".s3cfg": .always, ".boto": .always,
    ".vault-token": .always, "kubeconfig": .always, "application_default_credentials.json": .always,
    "privkey.pem": .always, "private.pem": .always, "private.key": .always, "private-key.pem": .always,
    "private_key.pem": .always, "master.key": .always,
    ".env": .often, ".env.local": .often, ".npmrc": .often, ".yarnrc.yml": .often, ".my.cnf": .often,
  ]

  static var allNames: Set<String> { Set(names.keys) }

  /// By the last two components of a path.
  private static let paths: Set<String> = [
    ".aws/credentials", ".docker/config.json", ".kube/config", ".config/gcloud", ".gem/credentials",
    ".cargo/credentials", ".cargo/credentials.toml",
  ]

  private static let directories: Set<String> = [".ssh", ".aws", ".gnupg", ".azure", ".kube"]

  /// Whether the file at a path holds credentials by its name; nil for a name that says nothing of it.
  static func certainty(of path: String) -> Certainty? {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard let last = parts.last.map(String.init) else { return nil }
    if let certainty = names[last] { return certainty }
    if directories.contains(last) || paths.contains(parts.suffix(2).joined(separator: "/")) { return .always }
    if isKeyStore(last) { return .always }
    // Values for one machine: `.env.production.local`.
    return last.hasPrefix(".env.") && last.hasSuffix(".local") ? .often : nil
  }

  static let keyStoreExtensions = [".p12", ".pfx", ".jks", ".keystore", ".kdbx"]

  /// Key stores of PKCS #12, Java and KeePass; a store of trusted certificates hides nothing.
  private static func isKeyStore(_ name: String) -> Bool {
    let lower = name.lowercased()
    return keyStoreExtensions.contains { lower.hasSuffix($0) && lower.count > $0.count }
      && !lower.contains("trust") && !lower.contains("cacerts")
  }
}
