import Testing

@testable import ImgPolicyKit

@Suite struct LiteralPatternTests {
  @Test(
    "A pattern that means one text is that text",
    arguments: [
      ("alpine", "alpine"), (".*ID=alpine.*", "ID=alpine"), (#"1\.2\.3"#, "1.2.3"), (#"\$HOME"#, "$HOME"),
      (#"a\\b"#, #"a\b"#), ("a b/c-d", "a b/c-d"), (#"a\.*"#, nil), ("a.b", nil), ("^a", nil), ("a|b", nil),
      (#"\d"#, nil),
      (#"a\"#, nil), (".*", nil), ("", nil), ("[a]", nil), ("a{2}", nil), ("(?i)a", nil),
    ] as [(String, String?)])
  func text(_ pattern: String, _ text: String?) {
    #expect(LiteralPattern.text(of: pattern) == text)
  }
}
