import Dockerfile
import Testing

@Suite struct DockerIgnoreTests {
  private static let paths = [
    "a", "b", "ab", "a/b", "b/a", "a/b/c", ".git", "x/.git", "!", "[", "d/x.go", "x.go", "a-b", "é",
  ]

  /// Measured with BuildKit's own matcher.
  private static let matches: [(pattern: String, paths: [String])] = [
    ("a", ["a", "a/b", "a/b/c"]), ("/a", ["a", "a/b", "a/b/c"]), (" a/ ", ["a", "a/b", "a/b/c"]),
    ("./a/../b", ["b", "b/a"]), ("*", paths), ("**", paths), ("**/*", paths), ("***", paths), ("*/a", ["b/a"]),
    ("a/*", ["a/b", "a/b/c"]), ("a/**", ["a/b", "a/b/c"]), ("a/*/**", ["a/b/c"]),
    ("**/a", ["a", "a/b", "b/a", "a/b/c"]), ("**b", ["b", "ab", "a/b", "b/a", "a/b/c", "a-b"]),
    ("a**", ["a", "ab", "a/b", "a/b/c", "a-b"]), ("a**b", ["ab", "a/b", "a/b/c"]), ("**/b/**", ["b/a", "a/b/c"]),
    ("?", ["a", "b", "a/b", "b/a", "a/b/c", "x/.git", "!", "[", "d/x.go", "é"]), ("??", ["ab"]),
    ("[ab]", ["a", "b", "a/b", "b/a", "a/b/c"]), ("[a-b]", ["a", "b", "a/b", "b/a", "a/b/c"]),
    ("[!a]", ["a", "a/b", "a/b/c", "!"]), ("[^a]", ["b", "b/a", "x/.git", "!", "[", "d/x.go", "é"]),
    ("a[^x]b", ["a/b", "a/b/c", "a-b"]), ("\\[", ["["]), ("a\\*", []), ("*.go", ["x.go"]),
    ("**/*.go", ["d/x.go", "x.go"]), ("**.go", ["d/x.go", "x.go"]), ("*.{go,md}", []), ("[é]", ["é"]), ("#a", []),
    (" #a", []), ("/", []), (".", []),
  ]

  @Test("A pattern matches what it matches for BuildKit", arguments: matches)
  func patterns(_ pattern: String, _ expected: [String]) {
    let ignore = DockerIgnore(Array("\(pattern)\n".utf8))
    #expect(ignore.faults == [])
    #expect(Self.paths.filter(ignore.excludes) == Self.paths.filter(expected.contains))
    // And as an exception it brings the same back.
    let exception = DockerIgnore(Array("**\r\n!\(pattern)\r\n".utf8))
    if pattern != "#a", pattern != "/" {
      #expect(Self.paths.filter { !exception.excludes($0) } == Self.paths.filter(expected.contains))
    }
  }

  @Test(
    "What BuildKit refuses is a fault of its line",
    arguments: [
      "!", "! ", "!/", "/!", "[a", "[]", "[]a]", "[^]", "[a-]", "[-a]", "[a\\]", "a\\", "a/[", "x*[y", "[b-a]", "\\y",
      "build\\out", "\\é",
    ])
  func faults(_ pattern: String) {
    let ignore = DockerIgnore(Array("# comment\na\n\(pattern)\nb\n".utf8))
    #expect(ignore.faults.map(\.line) == [3])
    #expect(ignore.faults.allSatisfy { $0.message.contains(pattern.hasSuffix("]") ? "]" : "“") })
    #expect(ignore.patterns.map(\.text) == ["a", "b"])
  }

  @Test(
    "What looks malformed and is not", arguments: ["a]", "x*[]y]", "{", "{a", "!!a", "!.", "/", "a|b", "\\-", "[a\\]]"])
  func sound(_ pattern: String) {
    #expect(DockerIgnore(Array(pattern.utf8)).faults == [])
  }

  @Test("What only a regular expression means keeps nothing out, and may bring anything back")
  func unknownPatterns() {
    for pattern in ["\\d*", "x*\\", "[[:alpha:]]", "a*|b"] {
      #expect(Self.paths.filter(DockerIgnore(Array(pattern.utf8)).excludes) == [])
      #expect(Self.paths.filter(DockerIgnore(Array("*\n!\(pattern)".utf8)).excludes) == [])
    }
  }

  @Test("Whole segments match as a naive reading of the rules has it")
  func segments() {
    let paths = Self.sequences(of: ["a", "b", "ab"], upTo: 3)
    let patterns =
      Self.sequences(of: ["a", "*", "?", "a*", "*b", "**"], upTo: 2) + Self.sequences(of: ["a", "*", "**"], upTo: 3)
    for segments in patterns {
      let ignore = DockerIgnore(Array(segments.joined(separator: "/").utf8))
      for path in paths {
        let expected = path.indices.contains { Self.naive(segments[...], path[...$0]) }
        #expect(ignore.excludes(path.joined(separator: "/")) == expected, "\(segments) \(path)")
      }
    }
  }

  @Test("The last pattern that matches decides, and is the one that is named")
  func order() {
    let ignore = DockerIgnore(Array("\u{FEFF}#a\na\n!a/b\n\n  a/b/c\n!x\n".utf8))
    #expect(
      ["a", "a/x", "a/b", "a/b/x", "a/b/c", "a/b/c/d", "x"].map(ignore.excludes)
        == [true, true, false, false, true, true, false])
    #expect(["a/x", "a/b", "a/b/c", "y"].map { ignore.decidingPattern(of: $0)?.line } == [2, 3, 5, nil])
    #expect(ignore.excludes("/a/../a/./x") && ignore.hasNegation)
  }

  @Test("An exception may bring something back only where it can lie below")
  func exceptions() throws {
    func brings(_ exception: String, below path: String) throws -> Bool {
      let ignore = DockerIgnore(Array("**\n\(exception)\n".utf8))
      return ignore.mayBringBack(below: path, behind: try #require(ignore.patterns.first))
    }
    for exception in ["!dist/a", "!dist/*.js", "!*/a", "!**/a", "!dist/**", "!d*/a/b", "!dist/a/b/c", "!**"] {
      #expect(try brings(exception, below: "dist"), "\(exception)")
    }
    for exception in ["!src", "!src/dist", "!dist2/a", "!d?/a", "!*.js", "dist/a", "!distant"] {
      #expect(try !brings(exception, below: "dist"), "\(exception)")
    }
    // What stands before the pattern brings nothing back.
    let ignore = DockerIgnore(Array("!dist/a\ndist\n".utf8))
    #expect(!ignore.mayBringBack(below: "dist", behind: try #require(ignore.patterns.last)))
  }

  @Test("Who walks down the tree leaves out the same paths, and passes by no directory that holds others")
  func descent() {
    let files = [
      "a\n!a/b\n", "**\n!**/b\na/a/b\n", "*/b\n!a/b/a\n", "a\n!x|y\n", "x|y\n", "!a\n", "/a/**\n!/a/b\nb\n!b\n", "",
      "a/**\n", "**/b\n!a/b\n", "*\n!a/b/ab\n", "a/*\n!a/b\na/b/a\n", "/a/\n!/a/b\n", "**/a*\n!**/b/a*\n",
    ]
    for ignore in files.map({ DockerIgnore(Array($0.utf8)) }) {
      for names in Self.sequences(of: ["a", "b", "ab"], upTo: 3) {
        let descents = names.indices.map { names[...$0].reduce(ignore.root) { ignore.descend(from: $0, to: $1) } }
        let isExcluded = descents.last.map(ignore.excludes)
        let path = names.joined(separator: "/")
        #expect(isExcluded == ignore.excludes(path), "\(ignore.patterns.map(\.text)) \(path)")
        #expect(isExcluded == true || descents.dropLast().allSatisfy(ignore.mayKeep(below:)), "\(path)")
      }
    }
    let ignore = DockerIgnore(Array("!a/b\na\n!b\n".utf8))
    #expect(!ignore.mayKeep(below: ignore.descend(from: ignore.root, to: "a")))
  }

  @Test("A pattern of many stars takes no time")
  func stars() {
    let ignore = DockerIgnore(Array((String(repeating: "*a", count: 200) + "\n").utf8))
    #expect(!ignore.excludes(String(repeating: "a", count: 150)))
    #expect(ignore.excludes(String(repeating: "a", count: 400)))
  }

  private static func sequences(of words: [String], upTo count: Int) -> [[String]] {
    guard count > 1 else { return words.map { [$0] } }
    let shorter = sequences(of: words, upTo: count - 1)
    return words.map { [$0] } + shorter.flatMap { rest in words.map { [$0] + rest } }
  }

  /// `**` is any number of segments, at the end at least one.
  private static func naive(_ segments: ArraySlice<String>, _ path: ArraySlice<String>) -> Bool {
    guard let segment = segments.first else { return path.isEmpty }
    if segment == "**" {
      if segments.count == 1 { return !path.isEmpty }
      return (path.startIndex...path.endIndex).contains { naive(segments.dropFirst(), path[$0...]) }
    }
    guard let name = path.first else { return false }
    return naive(Array(segment)[...], Array(name)[...]) && naive(segments.dropFirst(), path.dropFirst())
  }

  private static func naive(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    if first == "*" { return naive(pattern.dropFirst(), name) || (!name.isEmpty && naive(pattern, name.dropFirst())) }
    guard let next = name.first, first == "?" || first == next else { return false }
    return naive(pattern.dropFirst(), name.dropFirst())
  }
}
