/// A glob over paths, as policies write it: `/etc/*.conf` means whole paths, and `*.conf`, without a slash, the last component
/// at any depth. A leading slash only says that it is a path.
package struct NameOrPathGlob: Sendable, Hashable {
  private let glob: Glob
  private let isName: Bool

  package init(_ text: String) {
    isName = !text.utf8.contains(UInt8(ascii: "/"))
    glob = Glob(String(text.drop { $0 == "/" }))
  }

  /// Whether it means a path, with a leading slash or without.
  package func matches(_ path: String) -> Bool {
    let bytes = Array(path.utf8.drop { $0 == UInt8(ascii: "/") })
    guard isName else { return glob.matches(bytes) }
    return glob.matches(Array(bytes.split(separator: UInt8(ascii: "/")).last ?? []))
  }

  /// Whether it means one path and no other.
  package var isWholePath: Bool { !isName && glob.isLiteral }

  /// The same as a glob over whole paths without a leading slash.
  package var pathPattern: String { isName ? "**/\(glob.pattern)" : glob.pattern }
}
