internal import Images

/// Which files below a directory `dist` are for browsers: a page lies beside them or above. Without one it is what a compiler made
/// of a server.
struct ServedDirectories {
  private let image: ImageModel
  private var known: [String: Bool] = [:]

  init(_ image: ImageModel) { self.image = image }

  /// What web servers hand out unless they are told otherwise.
  private static let roots: [[Substring]] = [
    ["usr", "share", "nginx", "html"], ["usr", "share", "caddy"], ["usr", "local", "apache2", "htdocs"],
    ["var", "www"],
  ]

  mutating func contain(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/") else { return false }
    let directory = String(path[..<slash])
    if let answer = known[directory] { return answer }
    let parts = directory.split(separator: "/")
    // All other directories that are looked into are served as they are, with all that lies in them.
    let isOfServer = Self.roots.contains { parts.starts(with: $0) }
    let first = isOfServer ? nil : parts.firstIndex(of: "dist")
    let answer =
      first.map { first in
        (first..<parts.count).contains { last in
          image.files.entry(at: parts[...last].joined(separator: "/") + "/index.html")?.kind == .regularFile
        }
      } ?? true
    known[directory] = answer
    return answer
  }
}
