internal import Linting

/// Which files' contents to keep, with the patterns sorted so that most paths are told apart without running a glob.
struct WantedFiles: Sendable {
  private var exact: [[UInt8]: Int] = [:]
  private var globs: [(glob: Glob, suffix: [UInt8], sizeLimit: Int)] = []
  private let largestExactPath: Int

  /// One file by its very path.
  init(path: [UInt8], sizeLimit: Int) {
    exact[path] = sizeLimit
    largestExactPath = path.count
  }

  init(_ wishes: [WantedContents]) {
    for wish in wishes {
      let pattern = Array(wish.pattern.utf8)
      if let lastMeta = pattern.lastIndex(where: isMeta) {
        globs.append((Glob(wish.pattern), Array(pattern[(lastMeta + 1)...]), wish.sizeLimit))
      } else {
        exact[pattern] = max(exact[pattern] ?? 0, wish.sizeLimit)
      }
    }
    largestExactPath = exact.keys.map(\.count).max() ?? 0
  }

  /// Whether a regular file is wanted.
  func wants(_ path: [UInt8], size: Int) -> Bool {
    if path.count <= largestExactPath, let limit = exact[path], size <= limit { return true }
    return globs.contains { wish in
      size <= wish.sizeLimit && endsWith(path, wish.suffix) && wish.glob.matches(path)
    }
  }
}

private func isMeta(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"): true
  default: false
  }
}

private func endsWith(_ path: [UInt8], _ suffix: [UInt8]) -> Bool {
  path.count >= suffix.count && path[(path.count - suffix.count)...].elementsEqual(suffix)
}
