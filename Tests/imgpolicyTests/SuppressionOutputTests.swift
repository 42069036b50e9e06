import Foundation
import TestSupport
import Testing

/// What the program prints of suppressed findings, and what they do to the verdict.
@Suite struct SuppressionOutputTests {
  private static let text = """
    # imgpolicy ignore=DL3006 reason: the base is ours
    FROM node
    # hadolint ignore=DL3002
    USER root
    HEALTHCHECK CMD ["true"]

    """

  /// The member `suppressed` of each finding of a JSON report.
  private func suppressions(_ output: [UInt8]) throws -> [NSDictionary?] {
    let report = try #require(try JSONSerialization.jsonObject(with: Data(output)) as? NSDictionary)
    let findings = try #require(report["findings"] as? [NSDictionary])
    return findings.map { $0["suppressed"] as? NSDictionary }
  }

  @Test("Suppressed findings do not fail, are counted, and stay in the JSON report with their reason")
  func suppressed() throws {
    let project = try SampleProject()
    try project.write(Self.text, to: "Dockerfile")
    let plain = try project.run("check", "Dockerfile")
    #expect(plain.status == 0)
    #expect(plain.text == "PASS: nothing found in 1 file under policy default (2 suppressed)\n")
    let json = try project.run("check", "Dockerfile", "--format", "json")
    let report = try JSONOutput(json.output)
    #expect(report.verdict == "pass")
    #expect(report.places == ["2 unpinned-base-image", "4 root-user"])
    #expect(report.summary["suppressed"] == 2 && report.summary["warning"] == 0)
    let reasons: [NSDictionary?] = [
      ["by": "comment", "reason": "the base is ours"], ["by": "comment", "reason": NSNull()],
    ]
    #expect(try suppressions(json.output) == reasons)
  }

  @Test("A policy forbids comments, or demands reasons")
  func demands() throws {
    let project = try SampleProject()
    try project.write(Self.text, to: "Dockerfile")
    try project.write("suppressions: { inline: forbidden }\n", to: "p.yaml")
    let forbidden = try project.run("check", "Dockerfile", "--policy", "p.yaml", "--format", "json")
    #expect(forbidden.status == 1)
    #expect(
      try JSONOutput(forbidden.output).places
        == ["1 inline-suppression", "2 unpinned-base-image", "3 inline-suppression", "4 root-user"])
    #expect(try suppressions(forbidden.output).allSatisfy { $0 == nil })

    try project.write("suppressions: { reason: required }\n", to: "p.yaml")
    let demanded = try project.run("check", "Dockerfile", "--policy", "p.yaml", "--format", "concise")
    #expect(demanded.status == 1)
    #expect(demanded.text.contains("Dockerfile:3:1: warning: the comment is void: the policy demands a reason"))
    #expect(demanded.text.contains("Dockerfile:4:6: warning: USER is root"))
    #expect(demanded.text.hasSuffix("FAIL: 2 warnings in 1 file (1 suppressed)\n"))
  }

  @Test("A comment that is wrong names what was meant, and hides neither the finding nor other comments")
  func wrong() throws {
    let project = try SampleProject()
    try project.write("# imgpolicy ignore=latest-base-imag,missing-user,DL3006\nFROM node\n", to: "Dockerfile")
    let outcome = try project.run("check", "Dockerfile", "--format", "concise", "--ignore", "missing-healthcheck")
    #expect(
      outcome.text == """
        Dockerfile:1:20: warning: unknown rule, alias or group `latest-base-imag`: did you mean `latest-base-image`? \
        [void-suppression]
        FAIL: 1 warning in 1 file (2 suppressed, 1 fixable with --unsafe-fixes)

        """)
    #expect(outcome.status == 1)
  }
}
