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

    /// How much of the file has to be read for that.
    var extent: ContentExtent {
      if keepsBytes || wantsDigest { return .whole }
      let looking = scans.filter { $0.start == nil }
      let start = scans.compactMap(\.start).max() ?? 0
      if looking.isEmpty { return .start(start) }
      return looking.allSatisfy(\.wantsText) ? .text(orStart: start) : .whole
    }

    mutating func add(_ kept: WantedContents.Kept) {
      switch kept {
      case .bytes: keepsBytes = true
      case .digest: wantsDigest = true
      case .scan(let scan): if !scans.contains(scan) { scans.append(scan) }
      }
    }
  }

  /// What is wanted of the files that a pattern names.
  private struct Wish {
    let sizeLimit: Int
    let kept: WantedContents.Kept
    var isOfPrograms = false
    /// The number of the directories in which it does not hold; nil for none.
    let exclusion: Int?
  }

  private struct PatternWish {
    let wish: Wish
    let glob: Glob
    let prefix: [UInt8]
    let suffix: [UInt8]

    init(_ pattern: String, _ wish: Wish) {
      let bytes = Array(pattern.utf8)
      self.wish = wish
      glob = Glob(pattern)
      prefix = Array(bytes.prefix { !isMeta($0) })
      suffix = bytes.lastIndex(where: isMeta).map { Array(bytes[($0 + 1)...]) } ?? []
    }

    func matches(_ path: [UInt8]) -> Bool { path.starts(with: prefix) && endsWith(path, suffix) && glob.matches(path) }
  }

  private var paths: [[UInt8]: [Wish]] = [:]
  /// By the name of a file in whatever directory: the pattern `**/NAME`.
  private var names: [ArraySlice<UInt8>: [Wish]] = [:]
  /// By the last extension of the name, with its dot: `**/*.EXTENSION`.
  private var extensions: [ArraySlice<UInt8>: [Wish]] = [:]
  /// By the beginning of the name: `**/NAME*`.
  private var beginnings: [(name: [UInt8], wish: Wish)] = []
  private var everything: [Wish] = []
  private var patterns: [PatternWish] = []
  private var longestPath = 0
  private var exclusions = ExcludedDirectories()

  /// The bytes of one file by its very path.
  init(path: [UInt8], sizeLimit: Int) {
    paths[path] = [Wish(sizeLimit: sizeLimit, kept: .bytes, exclusion: nil)]
    longestPath = path.count
  }

  init(_ wishes: [WantedContents]) {
    for contents in wishes { add(contents) }
    longestPath = paths.keys.map(\.count).max() ?? 0
  }

  private mutating func add(_ contents: WantedContents) {
    let pattern = Array(contents.pattern.utf8)
    let name = pattern.starts(with: "**/".utf8) ? Array(pattern.dropFirst(3)) : []
    let (first, last) = (name.dropFirst(), name.dropLast())
    let wish = Wish(
      sizeLimit: contents.sizeLimit, kept: contents.kept, isOfPrograms: contents.isOfPrograms,
      exclusion: exclusions.add(contents.excluded))
    if !pattern.contains(where: isMeta) {
      paths[pattern, default: []].append(wish)
    } else if contents.pattern == "**" {
      everything.append(wish)
    } else if isPlain(name[...]) {
      names[name[...], default: []].append(wish)
    } else if name.first == star, first.first == dot, isPlain(first), first.count(where: { $0 == dot }) == 1 {
      extensions[ArraySlice(Array(first)), default: []].append(wish)
    } else if name.last == star, isPlain(last) {
      beginnings.append((Array(last), wish))
    } else {
      patterns.append(PatternWish(contents.pattern, wish))
    }
  }

  /// What is wanted of a regular file.
  mutating func demand(for path: EntryPath, size: Int, mode: UInt16) -> Demand {
    var demand = Demand()
    let isProgram = mode & 0o111 != 0
    func add(_ wishes: [Wish]) {
      for wish in wishes where size <= wish.sizeLimit && (isProgram || !wish.isOfPrograms) && !isExcluded(path, wish) {
        demand.add(wish.kept)
      }
    }
    let name = path.name
    if path.bytes.count <= longestPath { add(paths[path.bytes] ?? []) }
    if !names.isEmpty { add(names[name] ?? []) }
    if !extensions.isEmpty, let end = name.lastIndex(of: dot) { add(extensions[name[end...]] ?? []) }
    for beginning in beginnings where name.starts(with: beginning.name) { add([beginning.wish]) }
    for pattern in patterns where pattern.matches(path.bytes) { add([pattern.wish]) }
    add(everything)
    return demand
  }

  private mutating func isExcluded(_ path: EntryPath, _ wish: Wish) -> Bool {
    wish.exclusion.map { exclusions.contain(path, in: $0) } ?? false
  }
}

private let star = UInt8(ascii: "*")
private let dot = UInt8(ascii: ".")

/// Whether a part of a pattern is the name of a file, or a part of one.
private func isPlain(_ name: ArraySlice<UInt8>) -> Bool {
  !name.isEmpty && !name.contains { isMeta($0) || $0 == UInt8(ascii: "/") }
}

private func isMeta(_ byte: UInt8) -> Bool {
  switch byte {
  case star, UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"): true
  default: false
  }
}

private func endsWith(_ path: [UInt8], _ suffix: [UInt8]) -> Bool {
  path.count >= suffix.count && path[(path.count - suffix.count)...].elementsEqual(suffix)
}
