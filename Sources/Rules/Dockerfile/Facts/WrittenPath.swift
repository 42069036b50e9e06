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

  /// Whether a path is the root, in any spelling: `/`, `//`, `/.`, `/./`.
  var isRootPath: Bool { hasPrefix("/") && split(separator: "/").allSatisfy { $0 == "." || $0 == ".." } }
}
