/// The names that BuildKit's check SecretsUsedInArgOrEnv takes for secrets.
enum SecretWords {
  static let secret: Set<Substring> = [
    "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
  ]
  static let harmless: Set<Substring> = ["public", "file", "version"]

  /// Whether a variable's name holds one of the words between underscores, and none of those that make it harmless.
  static func match(_ name: String) -> Bool {
    let words = Set(name.lowercased().split(separator: "_"))
    return !words.isDisjoint(with: secret) && words.isDisjoint(with: harmless)
  }
}
