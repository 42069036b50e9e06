/// What a variable's name tells of its value.
enum SecretWords {
  /// The names that BuildKit's check SecretsUsedInArgOrEnv takes for secrets.
  static let secret: Set<Substring> = [
    "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
  ]
  static let harmless: Set<Substring> = ["public", "file", "version"]
  /// Names of keys that verify downloads: their ids are public.
  static let publicKey: Set<Substring> = ["gpg", "pgp", "gnupg", "signing", "release", "fingerprint"]
  /// Names of sums, which look as random as a secret.
  static let sum: Set<Substring> = ["sha1", "sha256", "sha512", "sha", "md5", "checksum", "digest", "hash", "id"]

  /// Whether a variable's name holds one of the words between underscores, and none of those that make it harmless.
  static func match(_ name: String) -> Bool {
    let words = Set(name.lowercased().split(separator: "_"))
    return !words.isDisjoint(with: secret) && words.isDisjoint(with: harmless)
  }
}
