import Linting
import Rules
import Testing

@testable import ImgPolicyKit

@Suite struct PolicyDecodingTests {
  @Test func decodesEveryKeyThatIsJudged() throws {
    let policy = try PolicySamples.policy(
      """
      extends: [frontend, ./team.yaml]
      description: Our front ends.
      fail-on: error
      shellcheck: off
      budgets:
        image: { unpacked: 500MB, stored: 1.5GiB }
        layer: { tar: 100 }
        dead: { bytes: 20MB, percent: 10 }
      layout:
        stages: [Deps, builder, runner]
        final: runner
        bases: { deps: "node:*-alpine*" }
        copies: { runner: [builder], builder: deps }
        forbid-in-final: [source-tree]
      suppressions: { inline: forbidden, reason: required }
      rules:
        root-user: error
        dl3006: style
        pinning: off
        missing-user: { severity: info }
      """)
    #expect(policy.extends?.map(\.text) == ["frontend", "./team.yaml"])
    #expect(policy.description == "Our front ends.")
    #expect(policy.failOn == .at(.error))
    #expect(!policy.suppressions.allowsComments && policy.suppressions.wantsReason)
    let budgets = policy.settings.budgets
    #expect(budgets.image == [.unpacked: ByteSize(500_000_000), .stored: ByteSize(3 << 29)])
    #expect(budgets.layer == [.tar: ByteSize(100)])
    #expect(budgets.deadBytes == ByteSize(20_000_000) && budgets.deadPercent == 10)
    #expect(
      policy.settings.layout
        == StageLayout(
          stages: ["deps", "builder", "runner"], final: "runner", bases: ["deps": "node:*-alpine*"],
          copies: ["runner": ["builder"], "builder": ["deps"]],
          forbidden: [.sourceTree]))
    #expect(
      policy.grades == [
        Policy.Grade(.rule("root-user"), .on(.error)),
        Policy.Grade(.alias("DL3006"), .on(.style)), Policy.Grade(.group("pinning"), .off),
        Policy.Grade(.rule("missing-user"), .on(.info)),
      ])
  }

  @Test func whatAFileDoesNotSayStaysUnsaid() throws {
    let policy = try PolicySamples.policy("description: nothing else\n")
    #expect(policy.extends == nil && policy.failOn == nil && policy.grades.isEmpty)
    #expect(policy.settings == RuleSettings())
  }

  @Test func anEmptyListExtendsNothing() throws {
    #expect(try PolicySamples.policy("extends: []").extends == [])
  }

  @Test(arguments: ["off", "\"off\"", "'off'"])
  func offIsAWordAndNoBoolean(_ spelling: String) throws {
    #expect(try PolicySamples.policy("rules:\n  root-user: \(spelling)\n").grades.map(\.level) == [.off])
  }

  @Test func readsAliasesOfYAML() throws {
    let policy = try PolicySamples.policy(
      """
      budgets:
        image: &size { unpacked: 10MB }
        layer: *size
      """)
    #expect(policy.settings.budgets.layer == policy.settings.budgets.image)
  }

  @Test func globsAreNoAliases() throws {
    let stages = (1...40).map { "s\($0)" }
    let bases = stages.map { "    \($0): node:*-alpine*" }.joined(separator: "\n")
    let policy = try PolicySamples.policy("layout:\n  bases:\n\(bases)\n")
    #expect(policy.settings.layout?.bases.count == 40)
  }

  @Test func forbiddingYieldsToTheRulesOfTheSameFile() throws {
    let policy = try PolicySamples.policy(
      """
      rules: { build-tools-in-final-stage: error }
      layout: { forbid-in-final: [build-tools] }
      """)
    let selection = Selection(layers: [policy.grades])
    let info = PolicySamples.info("build-tools-in-final-stage")
    #expect(selection.severity(of: PolicySamples.finding(info.name), info: info) == .error)
  }
}
