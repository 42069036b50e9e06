internal import Linting

/// What a HEALTHCHECK asks over HTTP.
struct HealthRequest {
  var path: String
  var port: Int
  var isSecure: Bool

  /// nil when its words hold no address of the container itself.
  ///
  /// - Parameter value: of a variable of the container; nil where nobody knows it.
  init?(_ check: RuntimeConfig.Check, value: (String) -> String?) {
    let words = check.test.flatMap { $0.split { " \t\"'();,".contains($0) } }
    guard let address = words.first(where: { $0.hasPrefix("http://") || $0.hasPrefix("https://") }) else { return nil }
    isSecure = address.hasPrefix("https")
    let rest = address.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let path = rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" }
    let host = authority.hasPrefix("[") ? "[::1]" : String(authority.prefix { $0 != ":" })
    guard ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"].contains(host), !path.contains("$") else { return nil }
    let digits = authority.dropFirst(authority.hasPrefix("[") ? 5 : host.count).drop { $0 == ":" }
    guard let number = digits.isEmpty ? (isSecure ? 443 : 80) : Self.number(String(digits), value) else { return nil }
    port = number
    self.path = path.isEmpty ? "/" : String(path)
  }

  /// `8080`, `$PORT`, `${PORT}`, `${PORT:-8080}`.
  private static func number(_ text: String, _ value: (String) -> String?) -> Int? {
    guard text.hasPrefix("$") else { return Int(text) }
    let isBraced = text.hasPrefix("${") && text.hasSuffix("}")
    let inner = isBraced ? text.dropFirst(2).dropLast() : text.dropFirst()
    let name = inner.prefix { $0 != ":" && $0 != "-" }
    if let known = value(String(name)) { return Int(known) }
    let rest = inner.dropFirst(name.count)
    return rest.hasPrefix(":-") || rest.hasPrefix("-") ? Int(rest.drop { $0 == ":" || $0 == "-" }) : nil
  }
}

extension Launch {
  /// What the image's HEALTHCHECK asks over HTTP; nil when it asks nothing so.
  var healthRequest: HealthRequest? {
    config?.healthcheck.flatMap { HealthRequest($0, value: environment.value(of:)) }
  }
}
