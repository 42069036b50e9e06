import Linting
import Testing

@Suite struct GlobTests {
  @Test(
    "A text matches",
    arguments: [
      ("node:*-alpine*", "node:20-alpine3.20"), ("node:*-alpine*", "node:20-alpine"), ("*", ""), ("", ""),
      ("**", "a/b/c"), ("a/**", "a/b/c"),
      ("**/c", "c"), ("**/c", "a/b/c"), ("a/**/c", "a/c"), ("a/**/c", "a/b/b/c"), ("a/**/", "a/"),
      ("**/*.py", "x/y/z.py"), ("?", "a"),
      ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("[^a-c]x", "-x"), ("[]a]", "]"), ("[a-]", "-"), ("[z-a]", "z"),
      ("\\*", "*"), ("\\[a]", "[a]"),
      ("[a", "[a"), ("a\\", "a\\"), ("é", "é"), ("*é*", "caféx"), ("a***b", "a/x/b"),
    ])
  func matches(_ pattern: String, _ text: String) {
    #expect(Glob(pattern).matches(text))
  }

  @Test(
    "A text does not match",
    arguments: [
      ("node:*-alpine*", "node:20"), ("*", "a/b"), ("?", "/"), ("?", ""), ("a/**", "a"), ("a/**/c", "a/bc"),
      ("**/c", "ac"), ("[!a]", "/"),
      ("[a-c]", "d"), ("\\*", "a"), ("a", "A"), ("", "a"), ("?", "é"),
    ])
  func mismatches(_ pattern: String, _ text: String) {
    #expect(!Glob(pattern).matches(text))
  }

  @Test("Every small pattern matches what the definition says, for every small text")
  func definition() {
    let patterns = strings(over: ["a", "b", "/", "*", "**", "**/", "?", "[a]", "[!a]"], upTo: 3)
    let texts = strings(over: ["a", "b", "/"], upTo: 4)
    for pattern in patterns {
      let glob = Glob(pattern)
      let bytes = Array(pattern.utf8)[...]
      for text in texts where glob.matches(text) != naive(bytes, Array(text.utf8)[...]) {
        Issue.record("“\(pattern)” and “\(text)”: the definition says \(!glob.matches(text))")
      }
    }
  }

  @Test("Bytes that are no text are matched as bytes")
  func bytes() {
    #expect(Glob("a?b*").matches([0x61, 0xFF, 0x62, 0xC3]))
    #expect(!Glob("a?b").matches([0x61, 0xC3, 0xA9, 0x62]))
  }

  @Test("A pattern of many stars ends at once")
  func manyStars() {
    let pattern = String(repeating: "*a", count: 40) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 400)))
  }

  private func strings(over alphabet: [String], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { start in alphabet.map { start + $0 } }
      all += last
    }
    return all
  }

  /// The definition, by trying everything: `*` within a segment, `**` across, `**/` nothing or whole segments.
  private func naive(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let slash = UInt8(ascii: "/")
    let stars = pattern.prefix { $0 == UInt8(ascii: "*") }.count
    if stars > 0 {
      let rest = pattern.dropFirst(stars)
      let ends = text.startIndex...text.endIndex
      if stars == 1 { return ends.contains { !text[..<$0].contains(slash) && naive(rest, text[$0...]) } }
      guard rest.first == slash else { return ends.contains { naive(rest, text[$0...]) } }
      return ends.contains { end in
        let skipped = text[..<end]
        return (skipped.isEmpty || skipped.last == slash) && naive(rest.dropFirst(), text[end...])
      }
    }
    guard let byte = text.first else { return false }
    switch first {
    case UInt8(ascii: "?"): return byte != slash && naive(pattern.dropFirst(), text.dropFirst())
    case UInt8(ascii: "["):
      let isNegated = pattern.dropFirst().first == UInt8(ascii: "!")
      let isMember = (byte == UInt8(ascii: "a")) != isNegated
      return byte != slash && isMember && naive(pattern.dropFirst(isNegated ? 4 : 3), text.dropFirst())
    default: return byte == first && naive(pattern.dropFirst(), text.dropFirst())
    }
  }

  @Test(
    "What looks like a wildcard and is none is told",
    arguments: [
      ("a/*.txt", false), ("[a-z]", false), (#"\[id].js"#, false), (#"a\{1}"#, false), ("a{b", false), ("[]a]", false),
      ("[ab", true), ("{a,b}", true), ("a/${X}", true), (#"\"#, false),
    ])
  func faults(_ pattern: String, _ isFaulty: Bool) {
    #expect((Glob.fault(in: pattern) != nil) == isFaulty)
  }
}
