import Linting
import Testing

/// Patterns match what Swift's own regular expressions match, and never take longer than the text.
@Suite struct TextPatternTests {
  @Test(
    "Forms that people write",
    arguments: [
      ("^sk-", ["sk-1"], ["pk-1", " sk-"]),
      ("^v[0-9]+\\.[0-9]+\\.[0-9]+$", ["v1.0.12"], ["v1.0", "1.0.0", "v1.0.0-rc"]),
      ("^(Always|IfNotPresent|Never)$", ["Never"], ["never", "Neverland"]), ("a{2,3}b", ["xaab", "aaaab"], ["ab"]),
      ("^a{2}$", ["aa"], ["a", "aaa"]), ("^a{2,}$", ["aa", "aaaaa"], ["a"]), ("^[^a-c]+$", ["xyz"], ["xbz", ""]),
      ("(?i)^OFF$", ["off", "oFf"], ["of"]), ("\\bkey\\b", ["a key."], ["keys"]), ("^\\S+@\\S+$", ["a@b"], ["a @b"]),
      ("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$", ["128Mi", "0.5"], ["128MB", "Mi"]), ("", ["", "x"], []),
      ("^$", [""], ["x"]), ("x*", ["", "y"], []), ("^(?:ab?)+?c$", ["aababc"], ["c"]), ("[]a]", ["]"], ["b"]),
      ("[a\\-z]", ["-"], ["b"]), ("{a}", ["{a}"], ["a"]), ("^.$", ["é", "日"], ["\n", "ab"]), ("(?<n>a)", ["a"], ["b"]),
      ("[\\D]", ["x"], ["1"]),
    ] as [(String, [String], [String])])
  func forms(_ text: String, _ matching: [String], _ others: [String]) throws {
    let pattern = try TextPattern(text)
    #expect(matching.filter { !pattern.matches($0) } == [])
    #expect(others.filter(pattern.matches) == [])
  }

  @Test(
    "What is no pattern says why",
    arguments: [
      ("(a", "a `(` that nothing closes"), ("a)", "`)` that nothing opens"), ("[a", "`[` that nothing closes"),
      ("*a", "repeats nothing"), ("a\\", "ends in a backslash"), ("(?=a)", "not supported"),
      ("(a)\\1", "not supported"),
      ("\\p{L}", "not supported"), ("[z-a]", "backwards"), ("a{3,2}", "impossible"), ("[[:alpha:]]", "not supported"),
      ("((a{1000}){1000}){1000}", "repeats too much"), (String(repeating: "(", count: 200), "inside each other"),
      (String(repeating: "a", count: 1001), "longer than"),
    ])
  func faults(_ text: String, _ words: String) {
    let fault = #expect(throws: TextPattern.Fault.self) { try TextPattern(text) }
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
  }

  @Test("Random patterns match as Swift's regular expressions do", arguments: 0..<200 as Range<UInt64>)
  func asSwift(_ seed: UInt64) throws {
    var random = Seeded(state: seed &* 2_654_435_761 &+ 1)
    let text = random.pattern(depth: 3)
    let pattern = try TextPattern(text)
    let regex = try Regex(text)
    for _ in 0..<40 {
      let sample = String((0..<random.next(7)).map { _ in "abc1"[random.next(4)] })
      #expect(pattern.matches(sample) == (sample.firstMatch(of: regex) != nil), "\(text) on \(sample)")
    }
  }

  @Test("A pattern that makes others try for years is done at once")
  func hostile() throws {
    let text = String(repeating: "a", count: 20_000)
    #expect(try !TextPattern("^(a+)+$").matches(text + "b"))
    #expect(try !TextPattern("(a|a)*(a|a)*(a|a)*$x").matches(text))
  }
}

private struct Seeded {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func pattern(depth: Int) -> String {
    switch next(depth == 0 ? 4 : 9) {
    case 0: return "a"
    case 1: return "b"
    case 2: return "[^a]"
    case 3: return "\\d"
    case 4: return "(?:\(pattern(depth: depth - 1))|\(pattern(depth: depth - 1)))"
    case 5: return "(?:\(pattern(depth: depth - 1)))*"
    case 6: return "(?:\(pattern(depth: depth - 1))){1,2}"
    case 7: return "^" + pattern(depth: depth - 1)
    default: return pattern(depth: depth - 1) + pattern(depth: depth - 1)
    }
  }
}

extension String {
  fileprivate subscript(_ offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
