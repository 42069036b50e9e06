import Linting
import Policies
import Rules
import Testing

@testable import ImgPolicyKit

/// What must hold between the built-in policies and the rules that exist.
@Suite struct PolicyCatalogTests {
  private let infos = Catalog().infos

  private func policy(_ name: String, for infos: [RuleInfo]) throws(PolicyError) -> Policy {
    try Policy.decode(BuiltInPolicies.text(of: name) ?? [], path: name, names: RuleNames(infos))
  }

  @Test(arguments: BuiltInPolicies.names)
  func builtInPoliciesNameOnlyRulesThatExist(_ name: String) throws {
    let graded = try policy(name, for: infos).grades.map(\.selector)
    #expect(!graded.isEmpty)
    let known = infos.map { RuleNames.Selector.rule($0.name) } + infos.flatMap { $0.aliases.map { .alias($0) } }
    #expect(Set(graded).isSubset(of: known), "a built-in policy grades rules by their names, or single aliases")
    #expect(graded.count == Set(graded).count)
  }

  @Test func aPolicyThatNamesAnUnknownRuleIsRefused() throws {
    let error = #expect(throws: PolicyError.self) {
      try policy("strict", for: infos.filter { $0.name != "unreachable-stage" })
    }
    #expect(error?.faults.map(\.message).contains { $0.contains("`unreachable-stage`") } == true)
  }

  @Test func defaultGivesEachRuleItsOwnSeverity() throws {
    let own = Dictionary(uniqueKeysWithValues: infos.map { ($0.name, $0.severity) })
    for grade in try policy("default", for: infos).grades {
      let severity = own[grade.selector.description]
      #expect(severity.flatMap { grade.level.severity(own: $0) } == severity, "\(grade.selector.description)")
    }
  }

  @Test func everyRuleIsInSomePolicy() throws {
    let graded = try BuiltInPolicies.names.flatMap { try policy($0, for: infos).grades.map(\.selector.description) }
    // Matters of opinion, and rules that are nothing without a setting: only who asks for them hears of them.
    let optIn: Set = [
      "apt-archives-left-behind",
      "chown-flag",
      "cpu-limit-missing",
      "ephemeral-storage-unbounded",
      "excessive-lines",
      "fault-in-history",
      "inline-suppression",
      "low-efficiency",
      "misleading-definition-comment",
      "missing-cache-mount",
      "missing-secret-mount",
      "privileged-image-port",
      "root-owned-copy",
      "secret-read-through-env",
    ]
    // The levels of pod security name their checks, not the rules.
    let inLevels = infos.filter { $0.aliases.contains { $0.hasPrefix("PSS:") && graded.contains($0) } }.map(\.name)
    #expect(Set(infos.map(\.name)).subtracting(graded + inLevels) == optIn)
  }

  @Test func hadolintHasExactlyItsRules() throws {
    let grades = try policy("hadolint", for: infos).grades
    let codes = grades.filter { grade in
      if case .alias = grade.selector { true } else { false }
    }
    let known = Set(infos.flatMap(\.aliases).filter { $0.hasPrefix("DL") })
    #expect(Set(codes.map(\.selector.description)) == known)
    #expect(codes.filter { $0.level == .off }.map(\.selector.description).sorted() == ["DL1001", "DL3057"])
    // Its 71 rules without the two, and a file that cannot be parsed.
    #expect(codes.filter { $0.level != .off }.count == 69 + 1)
  }

  /// How a rule is graded by policies, the later over the earlier.
  private func severity(of rule: String, by texts: String...) throws -> Severity? {
    let files = texts.enumerated().map { ("/\($0).yaml", Array($1.utf8)) }
    let read = Dictionary(uniqueKeysWithValues: files)
    let stack = PolicyStack(ruleNames: RuleNames(infos)) { path throws(InputError) in read[path.absolute] ?? [] }
    let policy = try stack.effective(files.map { .file(InputPath($0.0)) })
    let info = try #require(infos.first { $0.name == rule })
    return Selection(layers: policy.layers).severity(of: Finding(info, ""), info: info)
  }

  @Test("Every rule about a cache or lists that are left behind is one of package managers")
  func caches() {
    let names = infos.map(\.name).filter { $0.hasSuffix("-cache-left-behind") || $0.hasSuffix("-lists-left-behind") }
    #expect(Set(Demands.cachesLeftBehind) == Set(names))
  }

  @Test(
    "A setting brings its rules along, as warnings at least",
    arguments: [
      ("layout: { forbid-in-final: [package-manager-caches] }", "apk-cache-left-behind"),
      ("layout: { forbid-in-final: [package-manager-caches] }", "language-cache-left-behind"),
      ("layout: { forbid-in-final: [package-manager-caches] }", "package-cache-in-image"),
      ("layout: { forbid-in-final: [build-tools] }", "build-tools-in-final-stage"),
      ("layout: { forbid-in-final: [source-tree] }", "source-tree-in-image"),
      ("registries: [ghcr.io]", "untrusted-workload-registry"), ("registries: [ghcr.io]", "registry-not-allowed"),
      ("budgets: { image: { unpacked: 1MB } }", "over-budget-release"),
      ("budgets: { layer: { unpacked: 1MB } }", "oversized-instruction"),
    ])
  func demands(_ setting: String, _ rule: String) throws {
    #expect(try severity(of: rule, by: "extends: []\n\(setting)\n").map { $0 >= .warning } == true)
    #expect(
      try severity(of: rule, by: "extends: []\nrules: { \(rule): error }\n", "extends: []\n\(setting)\n") == .error)
    #expect(try severity(of: rule, by: "extends: []\n\(setting)\nrules: { \(rule): off }\n") == nil)
  }
}
