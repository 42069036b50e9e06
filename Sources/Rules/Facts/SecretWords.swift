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

  /// Last words that say what of a secret the variable holds: not the secret.
  private static let aspects: Set<Substring> = [
    "age", "alg", "algo", "algorithm", "algorithms", "audience", "backend", "bits", "class", "column", "cost", "count",
    "days", "dir", "directory", "domain", "driver", "encoding", "endpoint", "expiration", "expire", "expires", "expiry",
    "field", "folder", "format", "header", "host", "hostname", "hours", "id", "interval", "issuer", "label", "leeway",
    "len", "length", "lifetime", "limit", "location", "manager", "method", "minutes", "mode", "mount", "name", "names",
    "namespace", "param", "parameter", "path", "pattern", "policy", "port", "prefix", "provider", "realm", "regex",
    "region", "retries", "rotation", "rounds", "scheme", "scope", "scopes", "seconds", "server", "service", "size",
    "store", "strategy", "strength", "suffix", "table", "template", "timeout", "ttl", "type", "types", "uri", "url",
    "urls", "validity",
  ]

  /// Words of switches and bounds: `ALLOW_EMPTY_PASSWORD`, `PASSWORD_MIN_LENGTH`.
  private static let switches: Set<Substring> = [
    "allow", "check", "disable", "disabled", "enable", "enabled", "force", "ignore", "max", "maximum", "min", "minimum",
    "no", "random", "require", "required", "skip", "use", "verify", "with", "without",
  ]

  /// Whether the name is that of a secret itself, and not of something about one: where a token is fetched, how long a
  /// password must be, what a secret is called.
  static func namesSecret(_ name: String) -> Bool {
    guard match(name) else { return false }
    let words = name.lowercased().split(separator: "_")
    // The number of an access key is handed out together with its secret half.
    if words.suffix(3) == ["access", "key", "id"] { return true }
    return words.last.map { !aspects.contains($0) } ?? false && switches.isDisjoint(with: words)
  }
}
