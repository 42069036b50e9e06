import Linting
import Policies
import Rules
import Testing
import Workloads

@testable import ImgPolicyKit

@Suite struct PolicyStackTests {
  private static let infos = PolicySamples.infos + BuiltInRules.infos

  /// A stack over files in memory, by their display paths.
  private func stack(_ files: [String: String] = [:]) -> PolicyStack {
    PolicyStack(ruleNames: RuleNames(Self.infos)) { (path) throws(InputError) in
      guard let text = files[path.display] else {
        throw InputError(kind: "no-such-file", message: "no such file or directory")
      }
      return Array(text.utf8)
    }
  }

  private func effective(_ names: [String], _ files: [String: String] = [:]) throws -> EffectivePolicy {
    let stack = stack(files)
    return try stack.effective(names.map { try #require(stack.source(named: $0, in: InputPath("."))) })
  }

  private func message(_ names: [String], _ files: [String: String]) -> String {
    do {
      _ = try effective(names, files)
      return "no fault"
    } catch {
      return "\(error)"
    }
  }

  /// The severities that a policy gives a rule's finding without aliases.
  private func severity(_ rule: String, _ policy: EffectivePolicy) throws -> Severity? {
    let info = try #require(Self.infos.first { $0.name == rule })
    return Selection(layers: policy.layers).severity(of: Finding(info, "", aliases: []), info: info)
  }

  @Test(arguments: BuiltInPolicies.names)
  func builtInPoliciesDecode(_ name: String) throws {
    let policy = try effective([name])
    #expect(policy.names == [name])
    #expect(policy.failOn == (name == "hadolint" ? .info : .warning))
    // These stand on nothing.
    if ["cis", "hadolint"].contains(name) || name.hasPrefix("kubernetes-") { return }
    #expect(policy.settings.budgets.deadBytes == ByteSize(20_000_000) && policy.settings.budgets.deadPercent == 10)
  }

  @Test func theRolesDemandTheirLayoutAndSize() throws {
    let frontend = try effective(["frontend"])
    #expect(frontend.settings.budgets.image == [.unpacked: ByteSize(500_000_000)])
    #expect(
      frontend.settings.layout
        == StageLayout(
          stages: ["deps", "builder", "runner"], final: "runner",
          bases: ["deps": "node:*-alpine*", "builder": "node:*-alpine*", "runner": "node:*-alpine*"],
          copies: ["runner": ["builder"]]))
    let backend = try effective(["backend"])
    #expect(backend.settings.budgets.image == [.unpacked: ByteSize(300_000_000)])
    #expect(backend.settings.layout?.stages == ["builder", "runner"])
    #expect(backend.settings.layout?.bases == ["builder": "python:*-slim*", "runner": "python:*-slim*"])
    #expect(try severity("missing-user", backend) == .error)
    #expect(try severity("source-tree-in-final-stage", frontend) == .warning)
  }

  @Test func rulesOutsideThePolicyAreOff() throws {
    #expect(try severity("unreachable-stage", effective(["default"])) == nil)
    #expect(try severity("unreachable-stage", effective(["strict"])) == .info)
    #expect(try severity("root-user", effective(["default"])) == .warning)
  }

  @Test func aFileStandsOnDefault() throws {
    let policy = try effective(["acme.yaml"], ["acme.yaml": "fail-on: error\nrules: { root-user: off }"])
    #expect(policy.names == ["acme.yaml"])
    #expect(policy.failOn == .error)
    #expect(try severity("root-user", policy) == nil)
    #expect(try severity("syntax-error", policy) == .error)
  }

  @Test func aFileThatExtendsNothingStandsAlone() throws {
    let policy = try effective(["acme.yaml"], ["acme.yaml": "extends: []\nrules: { root-user: style }"])
    #expect(try severity("syntax-error", policy) == nil)
    #expect(try severity("root-user", policy) == .style)
    #expect(policy.failOn == .warning)
  }

  @Test func aFileOverAnotherPolicyBringsNoBaseOfItsOwn() throws {
    let files = ["bare.yaml": "extends: []\nrules: { root-user: style }", "acme.yaml": "rules: { missing-user: info }"]
    let policy = try effective(["bare.yaml", "acme.yaml"], files)
    #expect(try severity("root-user", policy) == .style)
    #expect(try severity("missing-user", policy) == .info)
    #expect(try severity("syntax-error", policy) == nil)
  }

  @Test func whatIsNamedBehindAPolicyWinsThoughThatStandsOnIt() throws {
    let files = [
      "off.yaml": "extends: default\nfail-on: error\nrules: { root-user: off }",
      "both.yaml": "extends: [off.yaml, default]", "diamond.yaml": "extends: [off.yaml, other.yaml]",
      "other.yaml": "extends: default\nrules: { missing-user: info }",
    ]
    for sources in [["off.yaml", "default"], ["both.yaml"]] {
      #expect(try severity("root-user", effective(sources, files)) == .warning)
      #expect(try effective(sources, files).failOn == .warning)
    }
    let diamond = try effective(["diamond.yaml"], files)
    #expect(try severity("root-user", diamond) == nil)
    #expect(try severity("missing-user", diamond) == .info)
  }

  @Test func laterPoliciesWinKeyByKey() throws {
    let files = [
      "a.yaml": "budgets: { image: { unpacked: 1MB, stored: 2MB }, dead: { percent: 3 } }\nlayout: { bases: { a: x } }",
      "b.yaml": "budgets: { image: { unpacked: 9MB } }\nlayout: { final: z, bases: { b: y } }\nfail-on: none",
    ]
    let policy = try effective(["a.yaml", "b.yaml"], files)
    #expect(policy.settings.budgets.image == [.unpacked: ByteSize(9_000_000), .stored: ByteSize(2_000_000)])
    #expect(policy.settings.budgets.deadPercent == 3)
    #expect(policy.settings.budgets.deadBytes == ByteSize(20_000_000))
    #expect(policy.settings.layout == StageLayout(final: "z", bases: ["a": "x", "b": "y"]))
    #expect(policy.failOn == nil)
    #expect(try effective(["b.yaml", "a.yaml"], files).settings.budgets.image[.unpacked] == ByteSize(1_000_000))
  }

  @Test func aPolicyCountsOnceAtItsFirstPosition() throws {
    let files = [
      "base.yaml": "extends: []\nrules: { root-user: style }",
      "left.yaml": "extends: base.yaml\nrules: { root-user: info }",
      "right.yaml": "extends: base.yaml",
    ]
    #expect(try severity("root-user", effective(["left.yaml", "right.yaml"], files)) == .info)
    #expect(try effective(["left.yaml", "left.yaml"], files).layers.count == 3)
  }

  /// What a policy demands fails, however little the policies below it think of the rule; its own word counts more.
  @Test(arguments: [
    ("config: { user: { numeric: true } }", "non-numeric-user", Severity.warning),
    ("extends: frontend\nconfig: { user: { numeric: true } }", "non-numeric-image-user", .warning),
    ("extends: strict\nlabels: { strict: true }", "unexpected-label", .warning),
    ("extends: cis\nconfig: { age: 90d }", "outdated-image", .warning),
    ("extends: ./lax.yaml\nconfig: { healthcheck: required }", "missing-healthcheck", .warning),
    ("extends: ./lax.yaml\nregistries: [docker.io]", "registry-not-allowed", .error),
    ("extends: frontend\nconfig: { healthcheck: required }", "missing-healthcheck", .error),
    ("config: { user: { numeric: true } }\nrules: { non-numeric-user: style }", "non-numeric-user", .style),
    ("config: { user: { numeric: true } }\nrules: { non-numeric-user: off }", "non-numeric-user", nil),
    ("extends: ./demanding.yaml\nrules: { non-numeric-user: info }", "non-numeric-user", .info),
    ("extends: ./demanding.yaml\nconfig: { user: { numeric: false } }", "non-numeric-user", nil),
    ("extends: ./demanding.yaml\nrules: { missing-user: info }", "non-numeric-user", .warning),
    ("rules: { excessive-lines: { lines: 9 } }", "excessive-lines", .style),
  ])
  func aDemandIsNoHint(_ text: String, _ rule: String, _ expected: Severity?) throws {
    let files = [
      "acme.yaml": text, "lax.yaml": "rules: { missing-healthcheck: off, registry-not-allowed: off }",
      "demanding.yaml": "config: { user: { numeric: true } }",
    ]
    #expect(try severity(rule, effective(["acme.yaml"], files)) == expected)
  }

  @Test func stagesOfALayoutAreThoseOfThePoliciesBelow() throws {
    let layout = { (text: String) in ["acme.yaml": "extends: frontend\nlayout: \(text)\n"] }
    #expect(
      message(["acme.yaml"], layout("{ bases: { Builder: x, biulder: y } }"))
        == "acme.yaml:2:32: the stage `biulder` is not one of `layout.stages`: did you mean `builder`?")
    #expect(
      message(["acme.yaml"], layout("{ copies: { runner: [assets] } }"))
        == "acme.yaml:2:30: the stage `assets` is not one of `layout.stages`: expected deps, builder or runner")
    #expect(message(["acme.yaml"], layout("{ final: run }")).contains("the stage `run`"))
    // Who lists the stages anew drops what was demanded of the others.
    #expect(message(["acme.yaml"], layout("{ stages: [build, run], final: run }")) == "no fault")
    #expect(message(["acme.yaml"], ["acme.yaml": "layout: { bases: { any: x } }"]) == "no fault")
  }

  @Test func pathsAreRelativeToTheExtendingFile() throws {
    let files = [
      "team/web.yaml": "extends: ../shared/base.yaml", "shared/base.yaml": "extends: [strict, ./more.yaml]",
      "shared/more.yaml": "rules: { root-user: error }",
    ]
    let policy = try effective(["team/web.yaml"], files)
    #expect(try severity("root-user", policy) == .error)
    #expect(try severity("unreachable-stage", policy) == .info)
    #expect(policy.names == ["team/web.yaml"])
  }

  @Test func circlesAreToldInWords() {
    let files = ["a.yaml": "extends: b.yaml", "b.yaml": "extends: [default, ./c.yaml]", "c.yaml": "extends: a.yaml"]
    let expected =
      "c.yaml:1:10: policies extend each other in a circle: "
      + "a.yaml extends b.yaml extends c.yaml extends a.yaml"
    #expect(message(["a.yaml"], files) == expected)
    #expect(message(["s.yaml"], ["s.yaml": "extends: ./s.yaml"]).contains("s.yaml extends s.yaml"))
  }

  @Test func endlessChainsEnd() {
    let files = Dictionary(uniqueKeysWithValues: (0..<50).map { ("p\($0).yaml", "extends: p\($0 + 1).yaml") })
    #expect(message(["p0.yaml"], files).contains("more than 32 deep"))
  }

  @Test func unknownPoliciesAreNamedWithWhatExists() {
    let files = ["a.yaml": "extends: [default, frontent]"]
    #expect(message(["a.yaml"], files).contains("a.yaml:1:20: unknown policy `frontent`: did you mean `frontend`?"))
    #expect(stack().unknown("zzz").contains("built in are backend, cis, default, frontend, hadolint, kubernetes-"))
  }

  @Test func aMissingFileIsToldWhereItIsNamed() {
    #expect(message(["gone.yaml"], [:]).hasPrefix("gone.yaml: this policy cannot be read: no such file"))
    let files = ["a.yaml": "extends:\n  - gone.yaml"]
    #expect(message(["a.yaml"], files).hasPrefix("a.yaml:2:5: the policy `gone.yaml` cannot be read: no such file"))
  }

  @Test func aSettingBringsItsRule() throws {
    let bare = "extends: []\n"
    let budget = try effective(["a.yaml"], ["a.yaml": bare + "budgets: { image: { rootfs: 1MB } }"])
    #expect(try severity("oversized-image", budget) == .error)
    #expect(try severity("oversized-layer", budget) == nil)
    let layout = try effective(["a.yaml"], ["a.yaml": "layout: { copies: { runner: builder } }"])
    #expect(try severity("missing-stage-copy", layout) == .warning)
    let off = "layout: { copies: { runner: builder } }\nrules: { missing-stage-copy: off }"
    #expect(try severity("missing-stage-copy", effective(["a.yaml"], ["a.yaml": off])) == nil)
  }

  @Test func laterDemandsOnAValueReplaceEarlierOnes() throws {
    let own =
      "extends: todo-values\nvalues:\n  - { path: frontend.replicaCount, minimum: 2 }\n  - { path: x, required: true }\n"
    let values = try effective(["own.yaml"], ["own.yaml": own]).settings.values
    let replicas = values.filter { $0.path.text == "frontend.replicaCount" }
    #expect(replicas.map { $0.minimum?.text } == ["2"] && replicas.first?.message == nil)
    #expect(values.count == 8)
    #expect(values.contains { $0.message == "Database URL is required" })
  }
}
