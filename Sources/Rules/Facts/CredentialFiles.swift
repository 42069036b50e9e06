/// Files that hold credentials, by their names.
enum CredentialFiles {
  /// How sure a name is.
  enum Certainty {
    /// Such a file is there for a secret: a private key, a password list.
    case always
    /// It is a configuration that may hold one: `.env`, `.npmrc`.
    case often
  }

  /// Private keys by their names.
  static let privateKeys: Set<String> = [
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk",
  ]

  private static let names: [String: Certainty] = {
    let always = """
      ssh_host_rsa_key ssh_host_dsa_key ssh_host_ecdsa_key ssh_host_ed25519_key .netrc _netrc
      credentials.db .git-credentials .pgpass .mylogin.cnf
      .pypirc .dockercfg .dockerconfigjson .s3cfg .passwd-s3fs .boto .vault-token .vault_pass .vault_pass.txt .htpasswd
      kubeconfig kube.config private.asc application_default_credentials.json service-account.json service_account.json serviceAccountKey.json
      privkey.pem private.pem private.key private-key.pem private_key.pem key.pem server.key tls.key ssl.key client.key
      ca.key server-key.pem client-key.pem ca-key.pem tls-key.pem master.key rclone.conf
      """
    // Configuration that may hold a secret, and histories of shells.
    let often = """
      .env .env.local .dev.vars .npmrc .my.cnf accessTokens.json azureProfile.json credentials.json
      secrets.json secrets.yml secrets.yaml
      secrets.toml secrets.env terraform.tfstate terraform.tfvars .terraformrc local.settings.json .bash_history
      """
    var names = Dictionary(uniqueKeysWithValues: privateKeys.map { ($0, Certainty.always) })
    for name in always.split(whereSeparator: \.isWhitespace) { names[String(name)] = .always }
    for name in often.split(whereSeparator: \.isWhitespace) { names[String(name)] = .often }
    return names
  }()

  /// The last component of every name and path.
  static var allNames: Set<String> { Set(names.keys).union(paths.keys.map(\.lastComponent)) }

  /// By the last two components of a path.
  private static let paths: [String: Certainty] = [
    ".aws/credentials": .always, ".docker/config.json": .always, ".kube/config": .always, ".config/gcloud": .always,
    ".gem/credentials": .always, ".cargo/credentials": .always, ".cargo/credentials.toml": .always,
    ".azure/accessTokens.json": .always, "gh/hosts.yml": .always, ".composer/auth.json": .always,
    "composer/auth.json": .always, ".terraform.d/credentials.tfrc.json": .always,
    ".azure/msal_token_cache.json": .always,
    "serviceaccount/token": .always, ".gnupg/secring.gpg": .always, "kubernetes/admin.conf": .always,
    "k3s/k3s.yaml": .always,
    ".m2/settings.xml": .often, ".bundle/config": .often,
  ]

  private static let directories: Set<String> = [".ssh", ".aws", ".gnupg", ".azure", ".kube"]

  /// Whether the file at a path holds credentials by its name; nil for a name that says nothing of it.
  static func certainty(of path: String) -> Certainty? {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard let last = parts.last.map(String.init) else { return nil }
    if let certainty = names[last] { return certainty }
    if let certainty = paths[parts.suffix(2).joined(separator: "/")] { return certainty }
    // Private keys of GnuPG 2, each under the hash of its public part.
    if last.hasSuffix(".key"), parts.dropLast().suffix(2) == [".gnupg", "private-keys-v1.d"] { return .always }
    if directories.contains(last) || isKeyStore(last) { return .always }
    // Values for one machine or place: `.env.local`, `.env.production`.
    return last.hasPrefix(".env.") && (!isTemplate(last) || last.hasSuffix(".local")) ? .often : nil
  }

  /// Parts of the names of files that show what belongs into another, are encrypted, or describe it.
  private static let templates: Set<Substring> = [
    "age", "asc", "ci", "d", "default", "defaults", "dist", "enc", "encrypted", "example", "examples", "gpg", "j2",
    "md",
    "sample", "schema", "sops", "template", "test", "tmpl", "tpl", "vault",
  ]

  /// Whether a name says that the file holds no values of its own: `.env.example`, `.env.vault`, `.env.sample*`.
  private static func isTemplate(_ name: String) -> Bool {
    name.lowercased().split { ".-_*".contains($0) }.contains(where: templates.contains)
  }

  static let keyStoreExtensions = [
    ".agilekeychain", ".jks", ".kdbx", ".keychain", ".keystore", ".keytab", ".kubeconfig", ".ovpn", ".p12", ".pfx",
    ".ppk", ".psafe3",
  ]

  /// Key stores of PKCS #12, Java and of keepers of passwords, keys of PuTTY and Kerberos, profiles of OpenVPN and kubectl; a store of
  /// trusted certificates hides nothing.
  private static func isKeyStore(_ name: String) -> Bool {
    let lower = name.lowercased()
    return keyStoreExtensions.contains { lower.hasSuffix($0) && lower.count > $0.count }
      && !lower.contains("trust") && !lower.contains("cacerts")
  }
}
