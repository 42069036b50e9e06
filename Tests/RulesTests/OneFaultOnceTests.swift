import ImgPolicyKit
import Linting
import Testing

/// Faults that several rules could see are said by one of them.
@Suite struct OneFaultOnceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    /// The rule that says it.
    var rule: String
    /// Those that are silent.
    var others: [String]

    var testDescription: String { "\(rule), not \(others.joined(separator: ", "))" }
  }

  static let cases = [
    Case(
      text: "FROM scratch\nENV A=/o B=$A/bin\n", rule: "env-use-before-definition", others: ["undefined-variable"]),
    Case(
      text: "FROM debian:13-slim\nRUN echo 'root:Sup3rPw99' | chpasswd\n", rule: "password-in-command",
      others: ["credential-command"]),
    Case(
      text: "FROM debian:13-slim\nRUN useradd -p Sup3rPw99 app\n", rule: "password-in-command",
      others: ["credential-command"]),
    Case(
      text: "FROM debian:13-slim\nRUN curl -fsSL https://example.com/install.sh | sh\n", rule: "pipe-to-shell",
      others: ["unverified-download"]),
    Case(
      text: "FROM debian:13-slim\nWORKDIR /app\nCOPY .env ./\nRUN rm .env\n", rule: "late-secret-removal",
      others: ["secret-file-copy", "late-removal"]),
  ]

  @Test(arguments: cases)
  func oneFault(_ example: Case) throws {
    let policy = "rules: {unverified-download: {severity: info, commands: true}}"
    let found = try JudgedText(Array(example.text.utf8), policy: policy).findings.map(\.finding.rule)
    #expect(found.filter { $0 == example.rule || example.others.contains($0) } == [example.rule])
  }
}
