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
    return Self.spellings(of: host).contains { allows(Array(parts.dropFirst()), of: $0) }
  }

  private func allows(_ path: [String], of host: String) -> Bool {
    var leading = host
    for part in path {
      if globs.contains(where: { $0.matches(leading) }) { return true }
      leading += "/" + part
    }
    return globs.contains { $0.matches(leading) }
  }

  /// Whether some image of a registry may be allowed.
  func mayAllow(host: String) -> Bool {
    Self.spellings(of: host).contains { spelling in hosts.contains { $0.matches(spelling) } }
  }

  /// What a pattern may match of a host: `*.com` allows Docker Hub by its other name.
  private static func spellings(of host: String) -> [String] {
    let host = Self.host(host)
    return host == "docker.io" ? [host, "hub.docker.com"] : [host]
  }

  /// Hosts do not differ by case.
  private static func host(_ text: String) -> String {
    let lower = text.lowercased()
    return hubNames.contains(lower) ? "docker.io" : lower
  }

  private static let hubNames: Set = [
    "docker.io", "hub.docker.com", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com",
  ]
}
