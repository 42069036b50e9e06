import ImgPolicyKit
import Linting
import Testing

/// The file of a baseline.
@Suite struct BaselineTests {
  private static let entries = [
    Baseline.Entry(fingerprint: "b", rule: "root-user", path: "web/Dockerfile", message: "“quoted” \u{1B}[31m\n"),
    Baseline.Entry(fingerprint: "a", rule: "root-user", path: "web/Dockerfile", message: "x"),
    Baseline.Entry(fingerprint: "c", rule: "missing-user", path: "api/Dockerfile", message: ""),
  ]

  @Test func isReadAsItWasWritten() throws {
    let baseline = Baseline(Self.entries)
    let again = try Baseline(decoding: baseline.encoded, path: "b.json")
    #expect(again.entries == Self.entries.sorted())
    #expect(again.encoded == baseline.encoded)
    #expect(Baseline(Self.entries.reversed() + Self.entries).encoded == baseline.encoded)
  }

  @Test(arguments: [
    ("", "b.json: this baseline cannot be read"), ("{", "b.json: this baseline cannot be read"),
    ("[]", "no baseline of version 1"), ("{\"version\": 2, \"findings\": []}", "no baseline of version 1"),
    ("{\"version\": 1}", "has no `findings`"), ("{\"version\": 1, \"findings\": {}}", "has no `findings`"),
    ("{\"version\": 1, \"findings\": [{\"rule\": \"a\"}]}", "findings[0] is no entry"),
    ("{\"version\": 1, \"findings\": [7]}", "findings[0] is no entry"),
    (String(repeating: "[", count: 10_000), "nested deeper"),
  ])
  func whatIsNoneIsRefused(text: String, says: String) {
    #expect {
      try Baseline(decoding: Array(text.utf8), path: "b.json")
    } throws: { error in
      (error as? PolicyError)?.faults.count == 1 && "\(error)".contains(says)
    }
  }
}
