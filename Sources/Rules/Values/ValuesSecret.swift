internal import Linting
internal import Workloads

/// Tells which values of a Helm file are secrets that are written out.
enum ValuesSecret {
  /// What a value is, with its article; nil for what is no secret, and for what only stands for one or leads to one.
  static func description(of value: String, at path: [String]) -> String? {
    if let content = SecretContent.description(of: value) { return content }
    // `auth: { value: … }`: the key says nothing, and what holds it does.
    if path.last == "value", path.count > 1 { return description(of: value, at: held(path)) }
    guard isNamed(path), LiteralSecret.isReal(value) else { return LiteralSecret.description(ofSettings: value) }
    return SecretVariable.holdsSecret(nameInSettings(path), value, inSettings: true) ? "a secret, by its name" : nil
  }

  /// The name of a value as variables have it, with what its parent says of it.
  private static func nameInSettings(_ path: [String]) -> String {
    let name = LiteralSecret.snakeCase(path.last ?? "")
    guard path.dropLast().last.map({ containers.contains($0.lowercased()) }) ?? false else { return name }
    // What stands there for an address and is none is the secret that the address is made of.
    let words = name.split(separator: "_")
    let isAddress = words.last.map { ["url", "uri", "dsn"].contains($0.lowercased()) } ?? false
    return (["secret"] + words.prefix(words.count - (isAddress ? 1 : 0))).joined(separator: "_")
  }

  /// The way to a value without its last key. A mapping that is called `auth` may hold much; its `value` alone is a token.
  private static func held(_ path: [String]) -> [String] {
    let rest = Array(path.dropLast())
    return rest.last?.lowercased() == "auth" ? rest.dropLast() + ["token"] : rest
  }

  /// Whether a value may be a secret by the names of its key and of what holds it: no report shows such a one.
  static func isNamed(_ path: [String]) -> Bool {
    if path.last == "value", path.count > 1 { return isNamed(held(path)) }
    guard let key = path.last, !path.contains(where: isReference) else { return false }
    if path.dropLast().contains(where: { containers.contains($0.lowercased()) }) { return true }
    let words = Set(LiteralSecret.snakeCase(key).lowercased().split(separator: "_"))
    if !words.isDisjoint(with: handlers) { return false }
    if SecretWords.endsInPassword(key) { return true }
    let secrets = words.intersection(SecretWords.secretInSettings)
    // `topologyKey` and `auth: basic` hide nothing; `passwordKey` says under which key of a Secret something is.
    if secrets == ["key"] { return !words.isDisjoint(with: keyKinds) || isWithinLogin(path) }
    if words.contains("key") { return words.contains("secret") }
    return !secrets.subtracting(["auth"]).isEmpty
  }

  /// `auth.key`: beside a user and a password, a key is one, too.
  private static func isWithinLogin(_ path: [String]) -> Bool {
    path.dropLast().last?.lowercased() == "auth" && path.last?.lowercased() == "key"
  }

  /// What works on secrets, and is none: `passwordEncoder`.
  private static let handlers: Set<Substring> = ["encoder", "generator", "hasher", "validator"]

  /// Mappings that hold nothing but secrets.
  private static let containers: Set = ["secret", "secrets", "credentials"]

  /// What makes a key one to a lock.
  private static let keyKinds: Set<Substring> = [
    "access", "account", "api", "encryption", "jwt", "license", "master", "openai", "private", "session", "signing",
    "ssh",
  ]

  /// Keys that name where a secret is: a Secret, a file, a path.
  private static func isReference(_ key: String) -> Bool {
    let lower = key.lowercased()
    return lower.hasPrefix("existing") || lower.hasSuffix("secretname") || lower.hasSuffix("ref")
      || isNameOfSecret(key)
      || lower == "valuefrom" || lower == "secretkeys" || lower == "annotations" || lower == "labels"
      || ["file", "path", "filename", "mountpath"].contains { lower.hasSuffix($0) && lower != $0 }
  }
}

extension ValuesSecret {
  /// `caSecret`, `extraEnvVarsSecret`: the name of the Secret that holds what stands before the last word. What is secret by
  /// itself is no such thing: `jwtSecret`, `clientSecret`.
  private static func isNameOfSecret(_ key: String) -> Bool {
    let words = LiteralSecret.snakeCase(key).lowercased().split(separator: "_")
    return words.last == "secret" && words.dropLast().last.map(contents.contains) ?? false
  }

  private static let contents: Set<Substring> = [
    "ca", "cert", "certificate", "certificates", "certs", "config", "configuration", "create", "credentials", "env",
    "kubeconfig", "keystore", "password", "passwords", "pull", "scripts", "ssl", "tls", "token", "tokens", "truststore",
    "vars",
  ]
}

extension ValuesFile {
  /// Calls `body` with each scalar and the keys that lead to it. The value of an item such as `{ name: LOG_LEVEL, value: info }`
  /// stands under the name.
  func forEachScalar(_ body: (_ value: YAMLNode, _ path: [String]) -> Void) {
    root.map { Self.visit($0, [], body) }
  }

  private static func visit(_ node: YAMLNode, _ path: [String], _ body: (YAMLNode, [String]) -> Void) {
    switch node.content {
    case .scalar: body(node, path)
    case .sequence(let items):
      for item in items {
        guard let name = item["name"]?.text, item["value"]?.scalar != nil else {
          visit(item, path, body)
          continue
        }
        for entry in item.entries { visit(entry.value, path + [entry.key == "value" ? name : entry.key], body) }
      }
    case .mapping: for entry in node.entries { visit(entry.value, path + [entry.key], body) }
    }
  }

  /// What no report may show: values that are secrets by their names, and what looks like one anywhere in the text.
  package var concealedRanges: [Range<Int>] {
    var ranges = SecretTokens.find(in: source.bytes).map(\.range)
    forEachScalar { value, path in
      if let text = value.text, !text.isEmpty, ValuesSecret.isNamed(path) { ranges.append(value.range) }
    }
    return ranges
  }
}
