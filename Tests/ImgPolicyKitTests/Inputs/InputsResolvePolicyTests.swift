import Linting
import Rules
import Testing

@testable import ImgPolicyKit

@Suite struct InputsResolvePolicyTests {
  private static let files = [
    "imgpolicy.yaml": """
    version: 1
    targets:
      web: { dockerfile: web/Dockerfile, image: out/web.tar, policy: a.yaml }
      api: { dockerfile: api/Dockerfile }
    paths: { "docker/**": b.yaml, "api/*": b.yaml }
    ignore: [missing-user]
    """,
    "a.yaml": "extends: []\nrules: { user: error }", "b.yaml": "extends: []\nrules: { user: info }",
    "c.yaml": "extends: []\nrules: { user: style }", "other/imgpolicy.yaml": "version: 1\n",
  ]

  private func resolve(
    _ path: String, _ policies: [String] = [], _ config: ResolvePolicy.Config = .nearest
  ) throws -> ResolvePolicy.Resolution {
    let tree = try TemporaryTree(Self.files)
    var config = config
    if case .file(let path) = config { config = .file(tree.path(path.name)) }
    var resolver = try ResolvePolicy(
      infos: PolicySamples.infos + BuiltInRules.infos, policies: policies, config: config,
      workingDirectory: tree.root.absolute)
    return try resolver.resolve(tree.path(path))
  }

  @Test(
    arguments: [
      ("web/Dockerfile", [], ["a.yaml"], "web"), ("out/web.tar", [], ["a.yaml"], "web"),
      ("docker/x/Dockerfile", [], ["b.yaml"], nil), ("api/Dockerfile", [], ["b.yaml"], "api"),
      ("Dockerfile", [], ["default"], nil), ("other/Dockerfile", [], ["default"], nil),
      ("web/Dockerfile", ["strict", "c.yaml"], ["strict", "c.yaml"], "web"),
    ] as [(String, [String], [String], String?)])
  func thePolicyComesFromTheNearestSource(path: String, given: [String], names: [String], target: String?) throws {
    let resolution = try resolve(path, given)
    #expect(resolution.policy.names == names)
    #expect(resolution.target?.name == target)
  }

  @Test func whatTheProjectIgnoresIsDropped() throws {
    let selection = try resolve("web/Dockerfile").selection
    let severity = { (rule: String) in
      selection.severity(of: PolicySamples.finding(rule), info: PolicySamples.info(rule))
    }
    #expect(severity("root-user") == .error)
    #expect(severity("missing-user") == nil)
  }

  @Test func theProjectFileCanBeNamedOrLeftOut() throws {
    #expect(try resolve("web/Dockerfile", [], .none).policy.names == ["default"])
    #expect(try resolve("web/Dockerfile", [], .none).project == nil)
    #expect(try resolve("other/Dockerfile", [], .file(InputPath("imgpolicy.yaml"))).project?.targets.count == 2)
    let error = #expect(throws: PolicyError.self) { try resolve("web/Dockerfile", [], .file(InputPath("no.yaml"))) }
    #expect(error?.description == "no.yaml: this project file cannot be read: no such file or directory")
  }

  @Test(arguments: [
    (ResolvePolicy.Config.nearest, "", ["CIS-DI-0001", "CIS-DI-0010"]),
    (.nearest, "DKL-LI-0003, cis-di-0010", ["CIS-DI-0001", "CIS-DI-0010", "DKL-LI-0003"]),
    (.none, "DKL-LI-0003", []),
  ])
  func whatDockleIgnoresIsDropped(config: ResolvePolicy.Config, variable: String, ignored: [String]) throws {
    let tree = try TemporaryTree([
      ".dockleignore": "\u{feff}CIS-DI-0001\n# dockle\nCIS-DI-0005\n CIS-DI-0010 # known\r\n\n"
    ])
    var resolver = try ResolvePolicy(
      infos: Catalog().infos, config: config, environment: ["DOCKLE_IGNORES": variable],
      workingDirectory: tree.root.absolute)
    let selection = try resolver.resolve(image: tree.path("app.tar")).selection
    let rules = [
      ("root-image-user", "CIS-DI-0001"), ("secret-file", "CIS-DI-0010"), ("development-file", "DKL-LI-0003"),
      ("empty-password", "DKL-LI-0001"),
    ]
    let dropped = try rules.filter { rule, alias in
      let info = try #require(Catalog().infos.first { $0.name == rule })
      return selection.severity(of: Finding(info, "", aliases: [alias]), info: info) == nil
    }
    #expect(dropped.map(\.1) == ignored)
  }

  @Test func whatIsNoCodeOfDockleIsAnErrorWithTheNearest() throws {
    let tree = try TemporaryTree([".dockleignore": "CIS-DI-0001\nCIS-DI-010\n"])
    var resolver = try ResolvePolicy(
      infos: Catalog().infos, environment: ["DOCKLE_IGNORES": "secret-file"], workingDirectory: tree.root.absolute)
    let error = #expect(throws: PolicyError.self) { try resolver.resolve(image: tree.path("app.tar")) }
    #expect(
      error?.description == """
        DOCKLE_IGNORES: dockle has no check `secret-file`
        .dockleignore: dockle has no check `CIS-DI-010`: did you mean `CIS-DI-0010`?
        """)
  }

  @Test func docklesVariablesAboutCredentialsBecomeOptions() throws {
    let tree = try TemporaryTree(["web.yaml": "version: 1\n"])
    let environment = [
      "DOCKLE_ACCEPT_FILES": "a.pem,b/c.key", "DOCKLE_REJECT_FILE_EXTENSIONS": "pfx",
      "DOCKLE_ACCEPT_KEYS": "GPG_KEYS",
    ]
    for (config, isHeard) in [(ResolvePolicy.Config.nearest, true), (.none, false)] {
      var resolver = try ResolvePolicy(
        infos: Catalog().infos, config: config, environment: environment, workingDirectory: tree.root.absolute)
      let options =
        try resolver.resolve(image: tree.path("app.tar")).policy.settings.options["secret-file"]?.values ?? [:]
      #expect(options["accept-files"] == (isHeard ? .textList(["a.pem", "b/c.key"]) : nil))
      #expect(options["sensitive-extensions"] == (isHeard ? .textList(["pfx"]) : nil))
      #expect(options["sensitive-files"] == nil)
      for rule in ["secret-in-history", "secret-in-image-env"] {
        let names = try resolver.resolve(image: tree.path("app.tar")).policy.settings.options[rule]?.values ?? [:]
        #expect(names == (isHeard ? ["allowed": .textList(["GPG_KEYS"])] : [:]))
      }
    }
  }

  @Test func whatDockleIgnoresCountsForNothingBesideAProjectFile() throws {
    let tree = try TemporaryTree([".dockleignore": "CIS-DI-0010\n", "imgpolicy.yaml": "version: 1\n"])
    var resolver = try ResolvePolicy(infos: Catalog().infos, workingDirectory: tree.root.absolute)
    let selection = try resolver.resolve(image: tree.path("app.tar")).selection
    let info = try #require(Catalog().infos.first { $0.name == "secret-file" })
    #expect(selection.severity(of: Finding(info, ""), info: info) == .warning)
  }

  @Test func unknownPoliciesAreUsageErrors() throws {
    let error = #expect(throws: PolicyError.self) { try resolve("Dockerfile", ["bakend"]) }
    #expect(error?.description.hasPrefix("--policy: unknown policy `bakend`: did you mean `backend`?") == true)
    let tree = try TemporaryTree(["imgpolicy.yaml": "version: 1\npaths: { \"**\": gone }"])
    var resolver = try ResolvePolicy(infos: PolicySamples.infos, workingDirectory: tree.root.absolute)
    let fault = #expect(throws: PolicyError.self) { try resolver.resolve(tree.path("x/Dockerfile")) }
    #expect(fault?.description.hasPrefix("imgpolicy.yaml:2:16: unknown policy `gone`") == true)
  }
}
