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
    fileprivate var matcher: IgnorePattern
  }

  /// A line for which BuildKit refuses the whole file, and with it the build.
  package struct Fault: Sendable, Hashable {
    /// 1-based.
    package var line: Int
    /// What was found and what is expected.
    package var message: String
  }

  package private(set) var patterns: [Pattern] = []
  /// In the order of the file. The lines are left out of `patterns`.
  package private(set) var faults: [Fault] = []

  /// Reads an ignore file. A line that begins with `#` is a comment, but only without blanks before it.
  package init(_ bytes: [UInt8]) {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    for (index, line) in bytes.split(separator: ASCII.newline, omittingEmptySubsequences: false).enumerated() {
      do throws(IgnorePattern.Fault) {
        if let pattern = try Self.pattern(String(decoding: line, as: UTF8.self), line: index + 1) {
          patterns.append(pattern)
        }
      } catch {
        faults.append(Fault(line: index + 1, message: error.message))
      }
    }
  }

  /// Whether any pattern brings paths back.
  package var hasNegation: Bool { patterns.contains(where: \.isNegated) }

  /// Whether a path relative to the context's root is left out of it.
  package func excludes(_ path: String) -> Bool { decidingPattern(of: path).map { !$0.isNegated } ?? false }

  /// The last pattern that matches the path or one of its parents; nil when none does. `..` ends at the root, and a
  /// leading slash means the root.
  package func decidingPattern(of path: String) -> Pattern? {
    decidingPattern(ofLiteral: String(cleanPath("/" + path).dropFirst()))
  }

  /// The same for a clean path as it is: with a leading slash, the slash is compared too.
  package func decidingPattern(ofLiteral path: String) -> Pattern? {
    let paths = Self.withParents(Array(path.unicodeScalars))
    return patterns.last { pattern in
      // A pattern that cannot be judged keeps nothing out.
      pattern.matcher.isUnknown ? pattern.isNegated : paths.contains { pattern.matcher.matches($0) }
    }
  }

  /// A path below the root, and which patterns match it: what matches a directory matches all below it.
  package struct Descent: Sendable {
    /// From the root, with `/`; empty for the root.
    package fileprivate(set) var path = ""
    fileprivate var matched: [Bool]
  }

  /// The root of the context, which no pattern leaves out.
  package var root: Descent { Descent(matched: patterns.map { $0.matcher.isUnknown && $0.isNegated }) }

  /// The entry `name` of the directory whose descent is `parent`.
  package func descend(from parent: Descent, to name: String) -> Descent {
    var next = parent
    next.path += (parent.path.isEmpty ? "" : "/") + name
    let path = Array(next.path.unicodeScalars)
    for (index, pattern) in patterns.enumerated() where !next.matched[index] {
      next.matched[index] = pattern.matcher.matches(path[...])
    }
    return next
  }

  /// Whether the path of a descent is left out of the context: `excludes`, for who walks the tree.
  package func excludes(_ descent: Descent) -> Bool { decidingPattern(of: descent).map { !$0.isNegated } ?? false }

  /// Whether something below the directory of a descent may be in the context.
  package func mayKeep(below descent: Descent) -> Bool {
    guard let pattern = decidingPattern(of: descent), !pattern.isNegated else { return true }
    return mayBringBack(below: descent.path, behind: pattern)
  }

  private func decidingPattern(of descent: Descent) -> Pattern? {
    zip(patterns, descent.matched).reversed().first { $1 }?.0
  }

  /// Whether a pattern behind `pattern` may bring something back that lies below the directory `path`.
  package func mayBringBack(below path: String, behind pattern: Pattern) -> Bool {
    let directory = Array(cleanPath("/" + path).dropFirst().unicodeScalars)
    let start = directory.isEmpty ? [] : directory + ["/"]
    return patterns.contains { $0.isNegated && $0.line > pattern.line && $0.matcher.mayMatch(startingWith: start) }
  }

  private static func withParents(_ path: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    path.indices.filter { path[$0] == "/" }.map { path[..<$0] } + [path[...]]
  }

  /// BuildKit reads each line twice: first it parts the `!` from the rest and makes that relative to the root, then it
  /// looks at the whole again. So `/!a` is an exception too, and `!/` a bare `!`.
  private static func pattern(_ line: String, line number: Int) throws(IgnorePattern.Fault) -> Pattern? {
    if line.hasPrefix("#") { return nil }
    var text = trimmed(line)
    guard !text.isEmpty else { return nil }
    let mark = text.hasPrefix("!") ? "!" : ""
    text = trimmed(String(text.dropFirst(mark.count)))
    if !text.isEmpty { text = cleanPath(text) }
    if text.hasPrefix("/"), text != "/" { text.removeFirst() }
    text = cleanPath(trimmed(mark + text))
    let isNegated = text.hasPrefix("!")
    if isNegated { text.removeFirst() }
    if text.isEmpty { throw IgnorePattern.Fault.bareNegation }
    return Pattern(text: text, isNegated: isNegated, line: number, matcher: try IgnorePattern(text))
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(start[...last])
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

  /// What BuildKit refuses in the ignore file. Such a fault has no place in the Dockerfile.
  var faults: [SyntaxFault] {
    guard let ignore else { return [] }
    return ignore.patterns.faults.map { fault in
      var syntaxFault = SyntaxFault(
        "the ignore file \(ignore.path) is refused: \(fault.message)", at: 0..<0,
        help: "Correct the line of the ignore file: the build fails on it, whatever the Dockerfile says.")
      syntaxFault.cause = .ignoreFile(path: ignore.path, line: fault.line)
      return syntaxFault
    }
  }
}
