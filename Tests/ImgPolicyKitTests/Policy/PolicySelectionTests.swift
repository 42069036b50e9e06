import Linting
import Testing

@testable import ImgPolicyKit

/// One row of the table of selection: what is asked for, and what becomes of one finding.
struct SelectionCase: Sendable, CustomTestStringConvertible {
  var why: String
  var policies: [String] = ["all: info"]
  var ignored: [String] = []
  var select: [String] = []
  var extend: [String] = []
  var ignore: [String] = []
  var severity: [String] = []
  var aliases: [String] = ["DL3002", "DS-0002"]
  var expected: Severity?

  var testDescription: String { why }

  /// All about a finding of `root-user`.
  static let table: [SelectionCase] = [
    SelectionCase(why: "no policy has it", policies: [], expected: nil),
    SelectionCase(why: "all", expected: .info),
    SelectionCase(why: "a group beats all", policies: ["user: style, all: error"], expected: .style),
    SelectionCase(why: "a rule beats its group", policies: ["root-user: error, user: off"], expected: .error),
    SelectionCase(why: "an alias beats its rule", policies: ["DL3002: style, root-user: error"], expected: .style),
    SelectionCase(
      why: "an alias that the finding does not bear", policies: ["DL3002: style, root-user: error"],
      aliases: ["DS-0002"], expected: .error),
    SelectionCase(why: "of equals the later", policies: ["security: error, user: style"], expected: .style),
    SelectionCase(
      why: "a later layer beats a narrower earlier one", policies: ["DL3002: error", "all: off"], expected: nil),
    SelectionCase(
      why: "a later layer that says nothing", policies: ["root-user: error", "missing-user: off"], expected: .error),
    SelectionCase(why: "origin groups", policies: ["hadolint: error, all: off"], expected: .error),
    SelectionCase(
      why: "origin groups need the alias", policies: ["hadolint: error, all: off"], aliases: ["DS-0002"], expected: nil),
    SelectionCase(why: "the project ignores it", ignored: ["DL3002"], expected: nil),
    SelectionCase(why: "the project ignores another alias", ignored: ["CIS-4.1"], expected: .info),

    SelectionCase(why: "select keeps the policy's severity", select: ["root-user"], expected: .info),
    SelectionCase(why: "select replaces the set", select: ["missing-user"], expected: nil),
    SelectionCase(
      why: "select of what is off has the rule's own severity", policies: ["root-user: off"], select: ["root-user"],
      expected: .warning),
    SelectionCase(
      why: "select over the project's ignore", ignored: ["user"], select: ["root-user"], expected: .warning),
    SelectionCase(why: "select by an alias of the finding", select: ["DL3002"], expected: .info),
    SelectionCase(why: "select by an alias of the rule only", select: ["CKV_DOCKER_8"], expected: nil),
    SelectionCase(why: "select by origin", select: ["hadolint"], aliases: ["DS-0002"], expected: nil),
    SelectionCase(why: "select in a list", select: ["missing-user, root-user"], expected: .info),
    SelectionCase(why: "extend-select adds", policies: [], extend: ["root-user"], expected: .warning),
    SelectionCase(why: "extend-select adds to select", select: ["pinning"], extend: ["user"], expected: .info),
    SelectionCase(why: "ignore removes", ignore: ["security"], expected: nil),
    SelectionCase(
      why: "ignore beats what only the policy has", policies: ["DL3002: error"], ignore: ["all"], expected: nil),
    SelectionCase(why: "a tie goes to ignore", select: ["root-user"], ignore: ["root-user"], expected: nil),
    SelectionCase(
      why: "what is graded by its name is ignored as narrowly", ignore: ["root-user"], severity: ["root-user=error"],
      expected: nil),
    SelectionCase(
      why: "a narrower ignore beats a grade", ignore: ["DL3002"], severity: ["root-user=error"], expected: nil),
    SelectionCase(
      why: "a grade is asking for it, over a wider ignore", ignore: ["security"], severity: ["root-user=error"],
      expected: .error),
    SelectionCase(why: "a narrower select beats ignore", select: ["DL3002"], ignore: ["root-user"], expected: .info),
    SelectionCase(why: "a narrower ignore beats select", select: ["root-user"], ignore: ["DL3002"], expected: nil),
    SelectionCase(
      why: "a narrower extend-select beats ignore", extend: ["root-user"], ignore: ["all"], expected: .info),

    SelectionCase(why: "severity beats the policy", severity: ["root-user=error"], expected: .error),
    SelectionCase(why: "severity off drops", select: ["DL3002"], severity: ["root-user=off"], expected: nil),
    SelectionCase(why: "severity by name switches on", policies: [], severity: ["DL3002=style"], expected: .style),
    SelectionCase(why: "severity by group only grades", policies: [], severity: ["user=error"], expected: nil),
    SelectionCase(why: "severity by group grades", severity: ["user=error"], expected: .error),
    SelectionCase(why: "the narrower severity wins", severity: ["DL3002=style,all=error"], expected: .style),
    SelectionCase(why: "of equal severities the later", severity: ["all=style", "all=error"], expected: .error),

    SelectionCase(why: "case does not matter", select: ["ROOT-User"], expected: .info),
    SelectionCase(why: "trivy's older spelling", select: ["AVD-DS-0002"], expected: .info),
    SelectionCase(why: "trivy's oldest spelling", select: ["ds002"], expected: .info),
  ]
}

@Suite struct PolicySelectionTests {
  private func selection(_ sample: SelectionCase) throws -> Selection {
    let names = PolicySamples.names
    return Selection(
      layers: try sample.policies.map { try PolicySamples.policy("rules: { \($0) }").grades },
      ignored: try sample.ignored.map { try #require(names.selector($0)) },
      commandLine: try Selection.CommandLine(
        select: sample.select, extendSelect: sample.extend, ignore: sample.ignore, severity: sample.severity,
        names: names))
  }

  @Test(arguments: SelectionCase.table)
  func selects(_ sample: SelectionCase) throws {
    let finding = PolicySamples.finding("root-user", aliases: sample.aliases)
    let selection = try selection(sample)
    #expect(selection.severity(of: finding, info: PolicySamples.info("root-user")) == sample.expected)
  }

  /// A rule may run exactly when some finding of it counts, whichever of its aliases that bears.
  @Test(arguments: SelectionCase.table)
  func runsWhatCouldCount(_ sample: SelectionCase) throws {
    let selection = try selection(sample)
    for info in PolicySamples.infos {
      let subsets = (0..<1 << info.aliases.count).map { bits in
        info.aliases.indices.filter { bits & 1 << $0 != 0 }.map { info.aliases[$0] }
      }
      let counts = subsets.contains { selection.severity(of: Finding(info, "", aliases: $0), info: info) != nil }
      #expect(selection.mayRun(info) == counts, "\(info.name)")
    }
  }

  @Test(arguments: [
    (["rot-user"], [], "--select: unknown rule, alias or group `rot-user`: did you mean `root-user`?"),
    (["root-user,"], [], "--select: a name is empty: expected rules"),
    (["secret-in-env-or-arg"], [], "--select: unknown rule"),
    ([], ["root-user"], "--severity: `root-user` has no level: expected RULE=LEVEL"),
    (
      [], ["root-user=fatal"],
      "--severity: unknown level `fatal`: expected one of off, style, info, warning or error"
    ),
    ([], ["dl3020=info"], "--severity: unknown rule, alias or group `dl3020`: did you mean `DL3002`?"),
  ])
  func unknownWordsAreUsageErrors(select: [String], severity: [String], message: String) {
    let error = #expect(throws: PolicyError.self) {
      try Selection.CommandLine(select: select, severity: severity, names: PolicySamples.names)
    }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("DL3002", AliasOrigin.hadolint), ("SecretsUsedInArgOrEnv", .buildkit), ("DS-0002", .trivy),
    ("KSV-0011", .trivy), ("trivy:--max-image-size", .trivy), ("CKV2_DOCKER_1", .checkov), ("CIS-DI-0001", .dockle),
    ("DKL-DI-0004", .dockle), ("semgrep:missing-user", .semgrep), ("CIS-4.1", .cis),
    ("lint:latest_tag", .dockerfilelint), ("kube-linter:host-pid", .kubeLinter), ("kube-score:pod-probes", .kubeScore),
    ("polaris:hostPortSet", .polaris), ("PSS:hostPorts", .pss),
    ("tally/require-stages", .tally), ("dive:highestWastedBytes", .dive),
  ])
  func eachAliasHasOneOrigin(alias: String, origin: AliasOrigin) {
    #expect(AliasOrigin.allCases.filter { $0.owns(alias) } == [origin])
  }
}
