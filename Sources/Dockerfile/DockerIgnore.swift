internal import Linting

/// The patterns of an ignore file, matched as BuildKit matches them.
///
/// Patterns start at the root of the context; unlike in a `.gitignore`, a bare name does not float. Of the patterns that
/// match a path or one of its parents, the last one decides.
package struct DockerIgnore: Sendable {
  /// One line of the file.
  package struct Pattern: Sendable {
    /// Cleaned, without the leading `!` and `/`.
    package var text: String
    package var isNegated: Bool
    /// 1-based.
    package var line: Int
    fileprivate var segments: [Glob]
  }

  package private(set) var patterns: [Pattern] = []

  /// Reads an ignore file. A line that begins with `#` is a comment, but only without blanks before it.
  package init(_ bytes: [UInt8]) {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    for (index, line) in bytes.split(separator: ASCII.newline, omittingEmptySubsequences: false).enumerated() {
      if let pattern = Self.pattern(String(decoding: line, as: UTF8.self), line: index + 1) { patterns.append(pattern) }
    }
  }

  /// Whether any pattern brings paths back.
  package var hasNegation: Bool { patterns.contains(where: \.isNegated) }

  /// Whether a path relative to the context's root is left out of it.
  package func excludes(_ path: String) -> Bool { decidingPattern(of: path).map { !$0.isNegated } ?? false }

  /// The last pattern that matches the path or one of its parents; nil when none does.
  package func decidingPattern(of path: String) -> Pattern? {
    let components = cleanPath("/" + path).split(separator: "/").map { Array($0.utf8) }
    return patterns.last { pattern in
      (1...max(1, components.count)).contains { Self.matches(pattern.segments[...], components.prefix($0)[...]) }
    }
  }

  /// Which patterns match a path, walked down from the root: what matches a directory matches all below it.
  package struct Descent: Sendable {
    fileprivate var matched: [Bool]
  }

  /// The root of the context, which no pattern leaves out.
  package var root: Descent { Descent(matched: Array(repeating: false, count: patterns.count)) }

  /// The entry of a directory whose descent is `parent`; `components` is its path from the root.
  package func descend(from parent: Descent, to components: [[UInt8]]) -> Descent {
    var next = parent
    for (index, pattern) in patterns.enumerated() where !next.matched[index] {
      next.matched[index] = Self.matches(pattern.segments[...], components[...])
    }
    return next
  }

  /// Whether the path of a descent is left out of the context: `excludes`, for who walks the tree.
  package func excludes(_ descent: Descent) -> Bool {
    patterns.indices.last { descent.matched[$0] }.map { !patterns[$0].isNegated } ?? false
  }

  private static func pattern(_ line: String, line number: Int) -> Pattern? {
    if line.hasPrefix("#") { return nil }
    var text = trimmed(line)
    guard !text.isEmpty else { return nil }
    let isNegated = text.hasPrefix("!")
    if isNegated { text = trimmed(text.dropFirst()) }
    guard !text.isEmpty else { return nil }
    var cleaned = cleanPath(String(text))
    if cleaned.count > 1, cleaned.hasPrefix("/") { cleaned.removeFirst() }
    let segments = cleaned.split(separator: "/").map { Glob(String($0)) }
    return Pattern(text: cleaned, isNegated: isNegated, line: number, segments: segments)
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    let bytes = text.utf8.map { $0 }
    let start = bytes.firstIndex { !ASCII.isBlank($0) } ?? bytes.count
    let end = bytes.lastIndex { !ASCII.isBlank($0) }.map { $0 + 1 } ?? start
    return Substring(String(decoding: bytes[start..<max(start, end)], as: UTF8.self))
  }

  /// `**` stands for any number of whole components; every other segment for one.
  private static func matches(_ segments: ArraySlice<Glob>, _ components: ArraySlice<[UInt8]>) -> Bool {
    // Row by row: which prefixes of the path the segments so far can stand for.
    var reachable = [true] + [Bool](repeating: false, count: components.count)
    for (position, segment) in segments.enumerated() {
      var next = [Bool](repeating: false, count: components.count + 1)
      if segment.pattern == "**" {
        var seen = false
        for index in reachable.indices {
          seen = seen || reachable[index]
          next[index] = seen
        }
        // `a/**` is what lies below `a`, not `a` itself.
        if position == segments.count - 1, position > 0, let first = reachable.firstIndex(of: true) {
          next[first] = false
        }
      } else {
        for (index, component) in components.enumerated() where reachable[index] && segment.matches(component) {
          next[index + 1] = true
        }
      }
      reachable = next
    }
    return reachable[components.count]
  }
}

/// What is known of the directory that a build sends.
package struct BuildContext: Sendable {
  /// The path of the ignore file as reports print it, and its patterns; nil when there is none.
  package var ignore: (path: String, patterns: DockerIgnore)?
  /// What the context holds; nil when nobody looked.
  package var files: ContextFiles?

  package init(ignore: (path: String, patterns: DockerIgnore)?, files: ContextFiles? = nil) {
    self.ignore = ignore
    self.files = files
  }
}
