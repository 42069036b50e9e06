/// What a variable's name tells of its value.
enum SecretWords {
  /// The names that BuildKit's check SecretsUsedInArgOrEnv takes for secrets.
  static let secret: Set<Substring> = [
    "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
  ]
  /// Those of files of settings: elsewhere PWD is a directory, and pass a verb.
  static let secretInSettings = secret.union([
    "accesskey", "authtoken", "bearer", "pass", "passphrase", "pwd", "secretkey",
  ])
  static let harmless: Set<Substring> = ["public", "file", "version"]
  /// Names of sums, which look as random as a secret.
  static let sum: Set<Substring> = ["sha1", "sha256", "sha512", "sha", "md5", "checksum", "digest", "hash", "id"]

  /// Whether a variable's name holds one of the words between underscores, and none of those that make it harmless.
  static func match(_ name: String) -> Bool { match(name, secret) }

  private static func match(_ name: String, _ secret: Set<Substring>) -> Bool {
    let words = Set(name.lowercased().split(separator: "_"))
    return !words.isDisjoint(with: secret) && words.isDisjoint(with: harmless)
  }

  /// Last words that say what of a secret the variable holds: not the secret.
  private static let aspects: Set<Substring> = [
    "age", "alg", "algo", "algorithm", "algorithms", "arn", "audience", "backend", "bits", "class", "column", "cost",
    "count", "days", "dir", "directory", "domain", "driver", "email", "encoding", "endpoint", "expiration", "expire",
    "expires", "expiry", "field", "fingerprint", "folder", "format", "header", "helper", "host", "hostname", "hours",
    "id", "interval", "issuer", "label", "leeway", "len", "length", "lifetime", "limit", "location", "manager",
    "method", "minutes", "mode", "model", "module", "mount", "name", "names", "namespace", "param", "parameter", "path",
    "pattern", "plugin", "policy", "port", "prefix", "provider", "realm", "ref", "regex", "region", "retries",
    "rotation", "rounds", "scheme", "scope", "scopes", "seconds", "server", "service", "size", "sock", "socket",
    "store", "strategy", "strength", "suffix", "table", "template", "timeout", "ttl", "type", "types", "uri", "url",
    "urls", "user", "username", "validity",
  ]

  /// Words of switches and bounds: `ALLOW_EMPTY_PASSWORD`, `PASSWORD_MIN_LENGTH`.
  private static let switches: Set<Substring> = [
    "allow", "check", "disable", "disabled", "enable", "enabled", "force", "ignore", "max", "maximum", "min", "minimum",
    "no", "random", "require", "required", "skip", "use", "verify", "with", "without",
  ]

  /// Words that say of a key that it hides nothing: it verifies downloads, is handed to browsers, or finds a row or file.
  private static let openKeys: Set<Substring> = [
    "anon", "cache", "fingerprint", "foreign", "gnupg", "gpg", "group", "idempotency", "partition", "pgp", "primary",
    "publishable", "release", "routing", "site", "sort",
  ]
  private static let closedKeys: Set<Substring> = ["private", "signing"]

  /// `PGPASSWORD`, `smtpPassword` without a mark between the words.
  static func endsInPassword(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix("password") || name.hasSuffix("passwd")
  }

  /// Whether the name is that of a secret itself, and not of something about one: where a token is fetched, how long a
  /// password must be, what a secret is called, which key signs a download.
  static func namesSecret(_ name: String, inSettings: Bool = false) -> Bool {
    guard match(name, inSettings ? secretInSettings : secret) || inSettings && endsInPassword(name) else {
      return false
    }
    let words = name.lowercased().split(separator: "_")
    // The number of an access key is handed out together with its secret half.
    if words.suffix(3) == ["access", "key", "id"] { return true }
    guard let last = words.last, !aspects.contains(last), !sum.contains(last), switches.isDisjoint(with: words) else {
      return false
    }
    let isOpenKey = secret.intersection(words) == ["key"] && !openKeys.isDisjoint(with: words)
    return !isOpenKey || !closedKeys.isDisjoint(with: words)
  }
}
