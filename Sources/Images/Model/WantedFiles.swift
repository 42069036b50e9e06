internal import Linting

/// Which files' contents are wanted and what is kept of them, sorted so that most paths are told apart without running a
/// glob.
struct WantedFiles: Sendable {
  /// What all wishes together want of one file.
  struct Demand {
    var keepsBytes = false
    var wantsDigest = false
    var scans: [ContentScan] = []

    var isEmpty: Bool { !keepsBytes && !wantsDigest && scans.isEmpty }

    mutating func add(_ kept: WantedContents.Kept) {
      switch kept {
      case .bytes: keepsBytes = true
      case .digest: wantsDigest = true
      case .scan(let scan): if !scans.contains(scan) { scans.append(scan) }
      }
    }
  }

  private struct Wish {
    let contents: WantedContents
    private let excludedPaths: [[UInt8]]
    private let excludedNames: Set<ArraySlice<UInt8>>

    init(_ contents: WantedContents) {
      self.contents = contents
      let names = contents.excluded.filter { $0.hasPrefix("**/") }
      excludedNames = Set(names.map { ArraySlice($0.utf8.dropFirst(3)) })
      excludedPaths = contents.excluded.filter { !$0.hasPrefix("**/") }.map { Array("\($0)/".utf8) }
    }

    func accepts(_ path: [UInt8], size: Int) -> Bool {
      size <= contents.sizeLimit && !excludedPaths.contains { path.starts(with: $0) }
        && (excludedNames.isEmpty || !liesInExcludedName(path))
    }

    private func liesInExcludedName(_ path: [UInt8]) -> Bool {
      var start = 0
      while let end = path[start...].firstIndex(of: UInt8(ascii: "/")) {
        if excludedNames.contains(path[start..<end]) { return true }
        start = end + 1
      }
      return false
    }
  }

  private struct PatternWish {
    let wish: Wish
    let glob: Glob
    let prefix: [UInt8]
    let suffix: [UInt8]
    let isEverything: Bool

    init(_ contents: WantedContents) {
      let pattern = Array(contents.pattern.utf8)
      wish = Wish(contents)
      glob = Glob(contents.pattern)
      prefix = Array(pattern.prefix { !isMeta($0) })
      suffix = pattern.lastIndex(where: isMeta).map { Array(pattern[($0 + 1)...]) } ?? []
      isEverything = contents.pattern == "**"
    }

    func matches(_ path: [UInt8]) -> Bool {
      isEverything || path.starts(with: prefix) && endsWith(path, suffix) && glob.matches(path)
    }
  }

  private var paths: [[UInt8]: [Wish]] = [:]
  /// By the name of a file in whatever directory: the pattern `**/NAME`.
  private var names: [ArraySlice<UInt8>: [Wish]] = [:]
  private var patterns: [PatternWish] = []
  private var longestPath = 0

  /// The bytes of one file by its very path.
  init(path: [UInt8], sizeLimit: Int) {
    paths[path] = [Wish(WantedContents("", sizeLimit: sizeLimit))]
    longestPath = path.count
  }

  init(_ wishes: [WantedContents]) {
    for contents in wishes {
      let pattern = Array(contents.pattern.utf8)
      let name = pattern.dropFirst(3)
      if !pattern.contains(where: isMeta) {
        paths[pattern, default: []].append(Wish(contents))
      } else if pattern.starts(with: "**/".utf8), !name.isEmpty,
        !name.contains(where: { isMeta($0) || $0 == UInt8(ascii: "/") })
      {
        names[ArraySlice(Array(name)), default: []].append(Wish(contents))
      } else {
        patterns.append(PatternWish(contents))
      }
    }
    longestPath = paths.keys.map(\.count).max() ?? 0
  }

  /// What is wanted of a regular file.
  func demand(for path: EntryPath, size: Int) -> Demand {
    var demand = Demand()
    func add(_ wishes: [Wish]?) {
      for wish in wishes ?? [] where wish.accepts(path.bytes, size: size) { demand.add(wish.contents.kept) }
    }
    if path.bytes.count <= longestPath { add(paths[path.bytes]) }
    if !names.isEmpty { add(names[path.name]) }
    for pattern in patterns where pattern.matches(path.bytes) && pattern.wish.accepts(path.bytes, size: size) {
      demand.add(pattern.wish.contents.kept)
    }
    return demand
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
