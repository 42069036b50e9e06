internal import Dockerfile

extension Word {
  /// The path as written, without quotes at its ends.
  var path: Substring {
    let start = text.drop { $0 == "\"" || $0 == "'" }
    return start.prefix(start.count - start.reversed().prefix { $0 == "\"" || $0 == "'" }.count)
  }
}

extension StringProtocol {
  /// Whether a path begins at a root: with `/` or a drive of Windows.
  var isAbsolutePath: Bool {
    if hasPrefix("/") { return true }
    let start = Array(prefix(2))
    return start.count == 2 && start[0].isLetter && start[1] == ":"
  }

  /// Whether a source is all that there is, the context or a file system, in any spelling: `.`, `/`, `./`, `/.`, `*`, `./*`.
  var isWholeTree: Bool {
    let parts = split(separator: "/").drop { $0 == "." || $0 == ".." }
    return !isEmpty && (parts.allSatisfy { $0 == "." } || parts == ["*"])
  }
}
