import Linting
import Policies
import Testing

@testable import ImgPolicyKit

/// What must hold between the built-in policies and a catalogue of rules.
enum PolicyCatalog {
  /// What a built-in policy says that no rule of `infos` answers to.
  static func faults(in policy: String, for infos: [RuleInfo]) -> [String] {
    do throws(PolicyError) {
      _ = try Policy.decode(BuiltInPolicies.text(of: policy) ?? [], path: policy, names: RuleNames(infos))
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  /// Every rule that a built-in policy grades by name.
  static func rules(gradedBy policy: String, for infos: [RuleInfo]) throws(PolicyError) -> [String] {
    let names = RuleNames(infos)
    let decoded = try Policy.decode(BuiltInPolicies.text(of: policy) ?? [], path: policy, names: names)
    return decoded.grades.map(\.selector.description)
  }
}

@Suite struct PolicyCatalogTests {
  @Test func aPolicyThatNamesAnUnknownRuleIsFound() {
    let faults = PolicyCatalog.faults(in: "strict", for: PolicySamples.infos)
    #expect(faults.contains { $0.contains("`unreachable-stage`") })
    #expect(!faults.contains { $0.contains("`missing-stage-copy`") })
  }
}
