internal import Linting

/// What a HEALTHCHECK asks over HTTP.
struct HealthRequest {
  var path: String
  var port: Int
  var isSecure: Bool

  /// nil when its words hold no address of the container itself.
  init?(_ check: RuntimeConfig.Check) {
    let words = check.test.flatMap { $0.split { " \t\"'();,".contains($0) } }
    guard let address = words.first(where: { $0.hasPrefix("http://") || $0.hasPrefix("https://") }) else { return nil }
    isSecure = address.hasPrefix("https")
    let rest = address.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let path = rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" }
    let host = authority.hasPrefix("[") ? "[::1]" : String(authority.prefix { $0 != ":" })
    guard ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"].contains(host), !path.contains("$") else { return nil }
    let digits = authority.dropFirst(authority.hasPrefix("[") ? 5 : host.count).drop { $0 == ":" }
    guard let number = digits.isEmpty ? (isSecure ? 443 : 80) : Int(digits) else { return nil }
    port = number
    self.path = path.isEmpty ? "/" : String(path)
  }
}
