internal import Linting

/// The registries that a policy allows.
///
/// An entry is a glob over the leading part of an image's repository: `docker.io`, `*.example.org`, `ghcr.io/acme`,
/// `ghcr.io/acme/*`. Docker Hub counts as `docker.io` however it is spelt.
struct RegistryList: Sendable {
  private let globs: [Glob]
  /// For each entry, the glob over the registry's host alone.
  private let hosts: [Glob]
  /// As the policy has them.
  let entries: [String]

  init(_ entries: [String]) {
    self.entries = entries
    let spelled = entries.map { entry in
      let parts = entry.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
      return [Self.host(parts.first ?? entry)] + parts.dropFirst()
    }
    globs = spelled.map { Glob($0.joined(separator: "/")) }
    hosts = spelled.map { Glob($0.first ?? "") }
  }

  /// Whether an image may come from where it does.
  func allows(_ reference: ImageReference) -> Bool {
    let parts = reference.repository.split(separator: "/").map(String.init)
    guard let host = parts.first else { return false }
    var leading = Self.host(host)
    for part in parts.dropFirst() {
      if globs.contains(where: { $0.matches(leading) }) { return true }
      leading += "/" + part
    }
    return globs.contains { $0.matches(leading) }
  }

  /// Whether some image of a registry may be allowed.
  func mayAllow(host: String) -> Bool { hosts.contains { $0.matches(Self.host(host)) } }

  /// Hosts do not differ by case.
  private static func host(_ text: String) -> String {
    let lower = text.lowercased()
    return hubNames.contains(lower) ? "docker.io" : lower
  }

  private static let hubNames: Set = [
    "docker.io", "hub.docker.com", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com",
  ]
}
