import Linting
import Testing

@testable import ImgPolicyKit

/// Findings that another program made, as grave as that program takes them.
@Suite struct PolicyReportedTests {
  private static let info = RuleInfo(
    name: "foreign-fault", aliasFamilies: [RuleInfo.AliasFamily(prefix: "SC", digits: 4)], groups: ["shell"],
    severity: .error, summary: "", rationale: "", help: "", bad: [], good: [])
  private static let names = RuleNames(PolicySamples.infos + [info])

  private func selection(_ policies: [String], _ select: [String] = [], _ severity: [String] = []) throws -> Selection {
    let layers = try policies.map {
      try Policy.decode(Array("rules: { \($0) }".utf8), path: "p.yaml", names: Self.names).grades
    }
    let commandLine = try Selection.CommandLine(select: select, severity: severity, names: Self.names)
    return Selection(layers: layers, commandLine: commandLine)
  }

  private func severities(_ selection: Selection, code: String = "SC2086") -> [Severity?] {
    Severity.allCases.map { reported in
      var finding = Finding(Self.info, "", aliases: [code])
      finding.reportedSeverity = reported
      return selection.severity(of: finding, info: Self.info)
    }
  }

  @Test(
    "A policy takes over what was reported, or grades anew",
    arguments: [
      (["foreign-fault: reported"], [.style, .info, .warning, .error]),
      (["foreign-fault: { severity: reported }"], [.style, .info, .warning, .error]),
      (["foreign-fault: reported-errors"], [nil, nil, nil, .error]),
      (["foreign-fault: reported-errors, SC2086: reported"], [.style, .info, .warning, .error]),
      (["foreign-fault: reported", "foreign-fault: reported-errors"], [nil, nil, nil, .error]),
      (["foreign-fault: reported", "sc2086: info"], [.info, .info, .info, .info]),
      (["foreign-fault: reported, SC2087: info"], [.style, .info, .warning, .error]),
      (["foreign-fault: reported", "shellcheck: off"], [nil, nil, nil, nil]),
      (["hadolint: warning"], [.warning, .warning, .warning, .warning]),
    ] as [([String], [Severity?])])
  func grades(_ policies: [String], _ expected: [Severity?]) throws {
    #expect(severities(try selection(policies)) == expected)
  }

  @Test("What is selected beside the policy is as grave as reported")
  func selected() throws {
    #expect(severities(try selection([], ["SC2086"])) == [.style, .info, .warning, .error])
    #expect(severities(try selection(["foreign-fault: reported-errors"], ["SC2086"])) == Severity.allCases)
    #expect(severities(try selection([], ["SC2087"])) == [nil, nil, nil, nil])
    let forced = try selection([], [], ["foreign-fault=reported-errors"])
    #expect(severities(forced) == [nil, nil, nil, .error])
  }

  @Test("A finding that nobody reported has the severity of its rule")
  func ownSeverity() throws {
    let info = PolicySamples.info("root-user")
    let selection = try selection(["root-user: reported"])
    #expect(selection.severity(of: Finding(info, ""), info: info) == .warning)
  }

  @Test(
    "A rule runs when one code of its family could count",
    arguments: [
      (["foreign-fault: reported-errors"], [], true), (["foreign-fault: off"], [], false), ([], ["SC1000"], true),
      ([], ["shellcheck"], true), ([], ["root-user"], false), (["foreign-fault: off, SC2086: info"], [], true),
      (["foreign-fault: reported", "shellcheck: off"], [], false),
    ] as [([String], [String], Bool)])
  func mayRun(_ policies: [String], _ select: [String], _ expected: Bool) throws {
    #expect(try selection(policies, select).mayRun(Self.info) == expected)
  }

  @Test("Every number of the family is a name, and nothing else is")
  func names() {
    #expect(Self.names.selector("SC2086") == .alias("SC2086") && Self.names.selector("sc9999") == .alias("SC9999"))
    for text in ["SC208", "SC20866", "SC", "SC20a6", "XC2086", "SC२०८६"] {
      #expect(Self.names.selector(text) == nil, "\(text)")
    }
    #expect(Self.names.selector("shellcheck") == .origin(.shellcheck))
    #expect(AliasOrigin.hadolint.owns("SC2086") && AliasOrigin.shellcheck.owns("SC2086"))
    #expect(!AliasOrigin.shellcheck.owns("DL3008"))
  }
}
