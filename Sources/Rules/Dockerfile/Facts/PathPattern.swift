internal import Dockerfile
internal import Linting

/// A path whose last component is a pattern: `/tmp/*.tar.gz`.
struct PathPattern {
  var directory: String
  private var name: Glob

  /// nil for a path without a pattern, or with one in a directory's name.
  init?(_ path: String) {
    guard path.contains(where: { "*?[".contains($0) }), let slash = path.lastIndex(of: "/") else { return nil }
    directory = String(path[..<slash])
    name = Glob(String(path[path.index(after: slash)...]))
    if directory.contains(where: { "*?[".contains($0) }) { return nil }
  }

  /// Whether the path is meant; with `orAbove` also by a directory that it lies in.
  func matches(_ path: String, orAbove: Bool = false) -> Bool {
    guard path.hasPrefix(directory + "/") else { return false }
    let rest = path.utf8.dropFirst(directory.utf8.count + 1)
    let first = rest.prefix { $0 != UInt8(ascii: "/") }
    return (orAbove || first.endIndex == rest.endIndex) && name.matches(Array(first))
  }
}

extension Removal {
  /// The path as a pattern; nil when it is none.
  var pattern: PathPattern? { PathPattern(path) }

  /// Whether a path is gone behind the command.
  func takes(_ path: String) -> Bool {
    if self.path == path || (isRecursive && path.hasPrefix(self.path + "/")) { return true }
    return pattern?.matches(path, orAbove: isRecursive) ?? false
  }
}
