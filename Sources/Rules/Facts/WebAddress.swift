/// An address of the web, as far as its text is written out.
struct WebAddress {
  /// In lower case.
  var scheme: String
  /// In lower case, without account and port; nil when a variable stands in it.
  var host: String?
  /// The last component of its path; empty without one.
  var fileName: String

  /// nil for a text that is no address with a scheme.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"), colon != text.startIndex else {
      return nil
    }
    scheme = text[..<colon].lowercased()
    let rest = text[colon...].dropFirst(3)
    let authority = rest.prefix { !"/?#".contains($0) }
    let server = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let name = server.hasPrefix("[") ? server.prefix { $0 != "]" }.dropFirst() : server.prefix { $0 != ":" }
    host = name.isEmpty || name.contains("$") ? nil : name.lowercased()
    fileName = rest.dropFirst(authority.count).isEmpty ? "" : text.lastComponent
  }

  private static let localEndings = [".localhost", ".local", ".internal", ".test"]

  var isOfWeb: Bool { scheme == "http" || scheme == "https" }

  /// Whether what comes from there can be changed on the way.
  var isPlain: Bool { (scheme == "http" || scheme == "ftp") && host != nil && !isLocal }

  /// Whether the host is this machine itself.
  var isThisMachine: Bool {
    guard let host else { return false }
    return host == "localhost" || host == "::1" || host == "0.0.0.0" || host.hasPrefix("127.")
  }

  /// Whether the host is this machine, or one that only a private network knows by that name.
  var isLocal: Bool {
    guard let host else { return false }
    return isThisMachine || host.hasPrefix("169.254.") || !(host.contains(".") || host.contains(":"))
      || Self.localEndings.contains { host.hasSuffix($0) }
  }
}
