import Rules
import Testing

@testable import ImgPolicyKit

/// Where hadolint's configuration is looked for, and when it counts.
@Suite struct HadolintSourceTests {
  private static let order = [
    ".hadolint.yaml", ".hadolint.yml", "home/.config/hadolint.yaml", "home/.config/hadolint.yml",
    "home/.hadolint/hadolint.yaml", "home/.hadolint/hadolint.yml", "home/.hadolint/config.yaml",
    "home/.hadolint/config.yml", "home/.hadolint.yaml", "home/.hadolint.yml",
  ]

  @Test("The file is the first that exists", arguments: order.indices)
  func file(_ index: Int) throws {
    let files = Self.order[index...]
    let tree = try TemporaryTree(Dictionary(uniqueKeysWithValues: files.map { ($0, "ignored: []") }))
    let environment = ["HOME": tree.path("home").absolute]
    #expect(HadolintSource.file(for: tree.path("."), environment: environment) == tree.path(Self.order[index]))
  }

  @Test func theUsersConfigurationMayLieElsewhere() throws {
    let tree = try TemporaryTree(["xdg/hadolint.yaml": "", "home/.config/hadolint.yaml": "", ".hadolint.yaml/": ""])
    let environment = ["HOME": tree.path("home").absolute, "XDG_CONFIG_HOME": tree.path("xdg").absolute]
    #expect(HadolintSource.file(for: tree.path("."), environment: environment) == tree.path("xdg/hadolint.yaml"))
    #expect(HadolintSource.file(for: tree.path("."), environment: [:]) == nil)
  }

  // MARK: When it counts

  private func policies(
    _ files: [String: String], _ given: [String] = [], _ config: String? = nil, ignoresConfig: Bool = false,
    environment: [String: String] = [:]
  ) throws -> [String] {
    let tree = try TemporaryTree(files)
    let chosen: ResolvePolicy.Config =
      ignoresConfig ? .none : config.map { .file(tree.path($0)) } ?? .nearest
    var resolver = try ResolvePolicy(
      infos: Catalog().infos, policies: given, config: chosen, environment: environment,
      workingDirectory: tree.root.absolute)
    return try resolver.resolve(dockerfile: tree.path("app/Dockerfile")).policy.names
  }

  private static let own = [".hadolint.yaml": "ignored: [DL3006]"]

  @Test func aFileThatIsFoundBringsThePolicyHadolint() throws {
    #expect(try policies(Self.own) == ["hadolint", ".hadolint.yaml"])
    #expect(try policies(Self.own, ["hadolint"]) == ["hadolint", ".hadolint.yaml"])
    #expect(try policies(Self.own, ["hadolint", "cis"]) == ["hadolint", "cis", ".hadolint.yaml"])
  }

  @Test func otherPoliciesAndProjectFilesTakeItsPlace() throws {
    #expect(try policies(Self.own, ["strict"]) == ["strict"])
    #expect(try policies(Self.own, ignoresConfig: true) == ["default"])
    #expect(try policies(Self.own.merging(["imgpolicy.yaml": "version: 1"]) { $1 }) == ["default"])
    #expect(try policies(Self.own.merging(["imgpolicy.yaml": "version: 1"]) { $1 }, ["hadolint"]) == ["hadolint"])
  }

  @Test func aFileThatIsNamedCountsOverAnyPolicy() throws {
    let files = ["ci/lint.yaml": "ignored: [DL3006]", "ci/hadolint-strict.yaml": "ignored: [DL3007]"]
    #expect(try policies(files, [], "ci/lint.yaml") == ["hadolint", "ci/lint.yaml"])
    #expect(try policies(files, ["strict"], "ci/hadolint-strict.yaml") == ["strict", "ci/hadolint-strict.yaml"])
  }

  @Test func variablesCountForThePolicyHadolintAlone() throws {
    let environment = ["HADOLINT_IGNORE": "DL3006"]
    #expect(try policies([:], environment: environment) == ["default"])
    #expect(try policies([:], ["hadolint"], environment: environment) == ["hadolint", "HADOLINT_IGNORE"])
    #expect(
      try policies(Self.own, environment: environment) == ["hadolint", ".hadolint.yaml", "HADOLINT_IGNORE"])
  }

  @Test func aFileThatCannotBeReadIsAnError() throws {
    let missing = #expect(throws: PolicyError.self) { try policies([:], [], "gone/.hadolint.yaml") }
    #expect(
      missing?.description
        == "gone/.hadolint.yaml: this configuration of hadolint cannot be read: no such file or directory")
    #expect(throws: PolicyError.self) { try policies([".hadolint.yaml": "bogus: 1"]) }
  }

  @Test func onlyDockerfilesHaveOne() throws {
    let tree = try TemporaryTree(Self.own)
    var resolver = try ResolvePolicy(infos: Catalog().infos, workingDirectory: tree.root.absolute)
    #expect(try resolver.resolve(tree.path("app.tar")).policy.names == ["default"])
    var named = try ResolvePolicy(
      infos: Catalog().infos, config: .file(tree.path(".hadolint.yaml")), workingDirectory: tree.root.absolute)
    let error = #expect(throws: PolicyError.self) { try named.resolve(tree.path("app.tar")) }
    #expect(error?.description.contains("is for Dockerfiles alone") == true)
  }
}
