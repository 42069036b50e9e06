import Linting
import Testing

@testable import ImgPolicyKit

/// The key `suppressions`: policies are laid over each other, and a demand brings the rule that judges it.
@Suite struct PolicySuppressionsTests {
  private func effective(_ texts: String...) throws -> EffectivePolicy {
    let names = RuleNames(BuiltInRules.infos + PolicySamples.infos)
    let stack = PolicyStack(ruleNames: names) { path in
      Array(
        (Int(path.display.prefix { $0 != "." }).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? "").utf8)
    }
    return try stack.effective(texts.indices.map { .file(InputPath("\($0).yaml")) })
  }

  private func severity(_ rule: String, in policy: EffectivePolicy) throws -> Severity? {
    let info = try #require(BuiltInRules.infos.first { $0.name == rule })
    return Selection(layers: policy.layers).severity(of: Finding(info, ""), info: info)
  }

  @Test func withoutTheKeyCommentsCountAndNeedNoReason() throws {
    let policy = try effective("extends: []")
    #expect(policy.suppressions.allowsComments && !policy.suppressions.wantsReason)
    #expect(try severity("inline-suppression", in: policy) == nil)
    #expect(try severity("void-suppression", in: policy) == nil)
  }

  @Test func laterPoliciesWinKeyByKey() throws {
    let policy = try effective(
      "extends: []\nsuppressions: { inline: forbidden, reason: required }", "suppressions: { inline: allowed }")
    #expect(policy.suppressions.allowsComments && policy.suppressions.wantsReason)
  }

  @Test func aDemandBringsItsRule() throws {
    let forbidding = try effective("extends: []\nsuppressions: { inline: forbidden }")
    #expect(try severity("inline-suppression", in: forbidding) == .info)
    let demanding = try effective("extends: []\nsuppressions: { reason: required }")
    #expect(try severity("void-suppression", in: demanding) == .warning)
    #expect(try severity("inline-suppression", in: demanding) == nil)
    let graded = try effective(
      "extends: []\nsuppressions: { inline: forbidden }\nrules: { inline-suppression: error }")
    #expect(try severity("inline-suppression", in: graded) == .error)
  }
}
