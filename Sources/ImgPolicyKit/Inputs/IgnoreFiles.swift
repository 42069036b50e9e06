internal import Linting

/// One `.gitignore`, by the rules of gitignore(5).
struct IgnoreFile: Sendable {
  private struct Pattern: Sendable {
    var glob: Glob
    var isNegated: Bool
    var isForDirectories: Bool
    /// Whether the pattern is held against the path from the file's directory, and not against the name alone.
    var isAnchored: Bool
  }

  /// The directory that holds the file.
  let directory: InputPath
  private let patterns: [Pattern]

  init(_ bytes: [UInt8], in directory: InputPath) {
    self.directory = directory
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    self.patterns = text.split(separator: UInt8(ascii: "\n")).compactMap(Self.pattern)
  }

  /// Whether the last pattern that fits ignores `path` or keeps it; nil when none fits.
  func ignores(_ path: InputPath, isDirectory: Bool) -> Bool? {
    guard let relative = path.relative(to: directory) else { return nil }
    let match = patterns.last { pattern in
      (isDirectory || !pattern.isForDirectories) && pattern.glob.matches(pattern.isAnchored ? relative : path.name)
    }
    return match.map { !$0.isNegated }
  }

  private static func pattern(_ line: ArraySlice<UInt8>) -> Pattern? {
    var text = trimmed(line)
    let isNegated = text.first == UInt8(ascii: "!")
    if isNegated { text.removeFirst() }
    guard let first = text.first, isNegated || first != UInt8(ascii: "#") else { return nil }
    let isForDirectories = text.last == UInt8(ascii: "/")
    if isForDirectories { text.removeLast() }
    let isAnchored = text.contains(UInt8(ascii: "/"))
    if text.first == UInt8(ascii: "/") { text.removeFirst() }
    guard !text.isEmpty else { return nil }
    return Pattern(
      glob: Glob(String(decoding: collapsingStars(text), as: UTF8.self)), isNegated: isNegated,
      isForDirectories: isForDirectories, isAnchored: isAnchored)
  }

  /// Without a CR and trailing blanks; a blank behind a backslash stays.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text = Array(line)
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    while text.last == UInt8(ascii: " "), text.dropLast().last != UInt8(ascii: "\\") { text.removeLast() }
    return text
  }

  /// Stars cross slashes only as a whole segment `**`; elsewhere several of them are one.
  private static func collapsingStars(_ text: [UInt8]) -> [UInt8] {
    let star = UInt8(ascii: "*")
    let segments = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { segment in
      segment.elementsEqual([star, star])
        ? Array(segment)
        : segment.indices.filter { index in
          index == segment.startIndex || segment[index] != star || segment[index - 1] != star
        }.map { segment[$0] }
    }
    return Array(segments.joined(separator: [UInt8(ascii: "/")]))
  }
}

/// The `.gitignore` files that hold in a directory, from the repository's root down.
struct IgnoreFiles: Sendable {
  private var files: [IgnoreFile] = []

  /// None.
  init() {}

  /// What the directories above `directory` ignore, up to the root of its repository; nothing outside a repository.
  init(above directory: InputPath) {
    var ancestors: [InputPath] = []
    var current = directory
    while !ReadFile.exists(current.appending(".git").absolute) {
      let parent = current.directory
      guard parent != current else { return }
      ancestors.append(parent)
      current = parent
    }
    for ancestor in ancestors.reversed() { add(from: ancestor) }
  }

  /// The same, and what the `.gitignore` of `directory` says.
  func entering(_ directory: InputPath) -> IgnoreFiles {
    var files = self
    files.add(from: directory)
    return files
  }

  /// The nearest file that says anything about `path` decides.
  func ignores(_ path: InputPath, isDirectory: Bool) -> Bool {
    files.reversed().lazy.compactMap { $0.ignores(path, isDirectory: isDirectory) }.first ?? false
  }

  /// An ignore file that cannot be read ignores nothing, so that nothing is passed over by mistake.
  private mutating func add(from directory: InputPath) {
    let path = directory.appending(".gitignore").absolute
    guard ReadFile.isRegularFile(path), let bytes = try? ReadFile.bytes(at: path) else { return }
    files.append(IgnoreFile(bytes, in: directory))
  }
}
