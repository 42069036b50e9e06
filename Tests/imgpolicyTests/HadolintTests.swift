import Testing
import TestSupport

/// The program in the place of hadolint.
@Suite struct HadolintTests {
  private static let dockerfile = "FROM debian\nRUN cd /srv && make\nUSER 0\n"

  private func run(
    _ config: String?, _ arguments: [String] = [], environment: [String: String] = [:],
    dockerfile: String = HadolintTests.dockerfile
  ) throws -> ProgramOutcome {
    let directory = try TemporaryDirectory()
    return try withExtendedLifetime(directory) {
      try directory.write(Array(dockerfile.utf8), to: "Dockerfile")
      if let config { try directory.write(Array(config.utf8), to: ".hadolint.yaml") }
      return try runProgram(
        ["check", "Dockerfile", "--shellcheck", "off", "--format", "concise"] + arguments, in: directory.path,
        environment: environment)
    }
  }

  @Test func itsConfigurationIsFoundAndCounts() throws {
    let plain = try run("ignored: []\n")
    #expect(plain.status == 1)
    for code in ["DL3006", "DL3003", "DL3002"] { #expect(plain.text.contains(code)) }
    #expect(!plain.text.contains("missing-healthcheck"))
    let tuned = try run("ignored: [DL3006]\noverride: { style: [DL3002] }\n", ["--ignore", "DL3003"])
    #expect(tuned.status == 0)
    #expect(!tuned.text.contains("DL3006") && tuned.text.contains("style: "))
    #expect(try run("no-fail: true\n").status == 0)
  }

  @Test(
    "A configuration without a key, and a format that nobody knows, say nothing", arguments: ["", "# nothing yet\n"])
  func emptyConfiguration(_ config: String) throws {
    let outcome = try run(config, environment: ["HADOLINT_FORMAT": "foo"])
    #expect(outcome.status == 1)
    for code in ["DL3006", "DL3003", "DL3002"] { #expect(outcome.text.contains(code)) }
  }

  @Test("What BuildKit refuses cannot be ignored as DL1000", arguments: ["", "ignore", "global ignore"])
  func broken(_ pragma: String) throws {
    let comment = pragma.isEmpty ? "" : "# hadolint \(pragma)=DL1000\n"
    for arguments in [[], ["--ignore", "DL1000"], ["--severity", "DL1000=off"], ["--policy", "default"]] {
      let outcome = try run(
        arguments.contains("default") ? nil : "{}\n", arguments, dockerfile: "FROM debian:13\n\(comment)RNU true\n")
      #expect(outcome.status == 1 && outcome.text.contains("DL1000"), "\(pragma) \(arguments) \(outcome.text)")
    }
  }

  @Test("A named fault that is ignored stays a syntax error")
  func namedFaults() throws {
    for (code, line) in [("DL3011", "EXPOSE 70000"), ("DL3043", "ONBUILD FROM a"), ("DL3022", "COPY --from=5 /a /b")] {
      let outcome = try run("{}\n", ["--ignore", code], dockerfile: "FROM debian:13\n\(line)\n")
      #expect(outcome.status == 1 && outcome.text.contains("DL1000"), "\(code) \(outcome.text)")
    }
  }

  @Test func theReportNamesIt() throws {
    let outcome = try run("ignored: [DL3006]\n", ["--format", "json"], environment: ["HADOLINT_NOFAIL": "1"])
    let report = try JSONOutput(outcome.output)
    #expect(report.inputs.first?.policies == ["hadolint", ".hadolint.yaml", "HADOLINT_NOFAIL"])
    #expect(outcome.status == 0)
  }

  @Test func whatCannotBeReadIsNoPass() throws {
    let unknown = try run("ignored:\n  - DL3O06\n")
    #expect(unknown.status == 2)
    #expect(
      unknown.errorLines
        == ["imgpolicy: .hadolint.yaml:2:5: unknown code `DL3O06` in `ignored`: did you mean `DL3006`?"])
    let variable = try run(nil, ["--policy", "hadolint"], environment: ["HADOLINT_STRICT_LABELS": "oui"])
    #expect(variable.status == 2)
    #expect(variable.errorLines.first?.hasPrefix("imgpolicy: environment: `HADOLINT_STRICT_LABELS`") == true)
    #expect(try run(nil, ["--config", "no/.hadolint.yaml"]).status == 2)
  }

  @Test func aHomeDirectoryIsSearchedToo() throws {
    let home = try TemporaryDirectory()
    try withExtendedLifetime(home) {
      try home.write(Array("ignored: [DL3006, DL3003, DL3002]\n".utf8), to: ".config/hadolint.yaml")
      let outcome = try run(nil, environment: ["HOME": home.path])
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }
}
