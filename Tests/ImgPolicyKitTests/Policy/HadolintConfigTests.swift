import Linting
import Rules
import Testing

@testable import ImgPolicyKit

/// hadolint's configuration: what each key and variable does, and what is refused.
@Suite struct HadolintConfigTests {
  private let names = RuleNames(Catalog().infos)

  private func config(_ text: String) throws -> HadolintConfig {
    try HadolintConfig.decode(Array(text.utf8), path: ".hadolint.yaml", names: names)
  }

  private func level(of code: String, in policy: Policy) -> Policy.Grade.Level? {
    policy.grades.last { $0.selector == .alias(code) }?.level
  }

  @Test func everyKeyIsKnown() throws {
    let policy = try config(
      """
      no-fail: false
      no-color: true
      verbose: True
      format: tty
      formats: [json, sarif]
      override: { error: [DL3008], warning: [], info: [DL3003, SC2086], style: [DL3015] }
      ignored: [DL3059]
      trustedRegistries: [docker.io, "*.example.org"]
      label-schema: { title: text, url: url, anything: "" }
      strict-labels: true
      disable-ignore-pragma: true
      failure-threshold: warning

      """
    ).policy
    #expect(level(of: "DL3008", in: policy) == .on(.error))
    #expect(level(of: "DL3003", in: policy) == .on(.info))
    #expect(level(of: "SC2086", in: policy) == .on(.info))
    #expect(level(of: "DL3015", in: policy) == .on(.style))
    #expect(level(of: "DL3059", in: policy) == .off)
    #expect(policy.failOn == .at(.warning))
    #expect(policy.settings.registries == ["docker.io", "*.example.org"])
    #expect(policy.settings.labels.schema == ["title": .text, "url": .url, "anything": .text])
    #expect(policy.settings.labels.required == ["anything", "title", "url"])
    #expect(policy.settings.labels.isStrict == true)
    #expect(!policy.suppressions.allowsComments)
    #expect(policy.extends == [])
  }

  @Test func theHighestOverrideCountsAndIgnoredBeatsAll() throws {
    let policy = try config(
      "override: { style: [DL3008, DL3009], error: [DL3008], info: [DL3008] }\nignored: [DL3009]\n"
    ).policy
    #expect(level(of: "DL3008", in: policy) == .on(.error))
    #expect(level(of: "DL3009", in: policy) == .off)
  }

  @Test(
    arguments: [
      ("no-fail: true\nfailure-threshold: style", .never), ("failure-threshold: none", .at(.style)),
      ("failure-threshold: ignore", .at(.style)), ("failure-threshold: error", .at(.error)), ("ignored:", nil),
    ] as [(String, FailOn?)])
  func whatFails(text: String, expected: FailOn?) throws { #expect(try config(text).policy.failOn == expected) }

  @Test(
    arguments: [
      ("ignored: [DL3O08]", "1:11: unknown code `DL3O08` in `ignored`: did you mean `DL3008`?"),
      ("ignored:\n  - DL3005", "2:5: hadolint has no rule DL3005 any more: remove it from `ignored`"),
      ("ignored: [latest-base-image]", "1:11: unknown code `latest-base-image` in `ignored`"),
      ("ignored: [DL1000]", "1:11: DL1000, a file that cannot be parsed, cannot be ignored"),
      ("ignored: DL3006", "1:10: `ignored` is `DL3006`: expected a list of codes such as DL3008"),
      ("ignore: [DL3006]", "1:1: unknown key `ignore`: did you mean `ignored`?"),
      ("override: { eror: [DL3006] }", "1:13: unknown key `eror` in `override`: did you mean `error`?"),
      ("override: { info: [DL99999] }", "1:20: unknown code `DL99999` in `override.info`"),
      ("no-fail: yes", "1:10: `no-fail` is `yes`: expected one of true or false"),
      ("format: jsn", "1:9: `format` is `jsn`: expected one of tty, gnu, json"),
      ("formats: json", "1:10: `formats` is `json`: expected a list of formats of reports"),
      ("failure-threshold: fatal", "1:20: `failure-threshold` is `fatal`: expected one of error, warning"),
      ("label-schema: { a: rawtext }", "1:20: `label-schema.a` is `rawtext`: expected one of text"),
      ("trustedRegistries: docker.io", "1:20: `trustedRegistries` is `docker.io`: expected a list of registries"),
      ("trusted-registries: [a]", "1:1: unknown key `trusted-registries`: did you mean `trustedRegistries`?"),
      ("ignored: [", "invalid YAML"),
    ])
  func whatCannotBeMeantIsRefused(text: String, message: String) throws {
    let error = #expect(throws: PolicyError.self) { try config(text + "\n") }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix(".hadolint.yaml:") == true)
  }

  @Test func allFaultsOfAFileAreTold() throws {
    let error = #expect(throws: PolicyError.self) { try config("ignored: [X1]\nverbose: 7\nbogus: 1\n") }
    #expect(error?.faults.compactMap(\.place?.line) == [1, 2, 3])
  }

  // MARK: Variables

  @Test func variablesSayTheSameAsKeys() throws {
    let policy = try HadolintVariables.decode(
      [
        "HADOLINT_NOFAIL": "0", "HADOLINT_VERBOSE": "Y", "HADOLINT_FORMAT": "json,foo,tty",
        "HADOLINT_OVERRIDE_ERROR": "DL3003", "HADOLINT_OVERRIDE_WARNING": "DL3059",
        "HADOLINT_OVERRIDE_INFO": "DL3006", "HADOLINT_OVERRIDE_STYLE": "DL3007", "HADOLINT_IGNORE": "DL3008, DL3009",
        "HADOLINT_TRUSTED_REGISTRIES": "quay.io,ghcr.io", "HADOLINT_REQUIRE_LABELS": "title:text,home:url,free",
        "HADOLINT_STRICT_LABELS": "on", "HADOLINT_DISABLE_IGNORE_PRAGMA": "1", "HADOLINT_FAILURE_THRESHOLD": "error",
      ], names: names
    ).policy
    let codes = ["DL3003", "DL3059", "DL3006", "DL3007", "DL3008", "DL3009"]
    #expect(
      codes.map { level(of: $0, in: policy) }
        == [.on(.error), .on(.warning), .on(.info), .on(.style), .off, .off])
    #expect(policy.settings.registries == ["quay.io", "ghcr.io"])
    #expect(policy.settings.labels.schema == ["title": .text, "home": .url, "free": .text])
    #expect(policy.settings.labels.isStrict == true)
    #expect(!policy.suppressions.allowsComments)
    #expect(policy.failOn == .at(.error))
  }

  @Test(
    arguments: [
      ("HADOLINT_IGNORE", "DL3O08", "unknown code `DL3O08` in `HADOLINT_IGNORE`: did you mean `DL3008`?"),
      ("HADOLINT_NOFAIL", "perhaps", "`HADOLINT_NOFAIL` is `perhaps`: expected one of true or false"),
      ("HADOLINT_FAILURE_THRESHOLD", "Error", "`HADOLINT_FAILURE_THRESHOLD` is `Error`"),
      ("HADOLINT_REQUIRE_LABELS", "a:web", "`HADOLINT_REQUIRE_LABELS` is `web`: expected one of text"),
    ])
  func variablesThatCannotBeMeantAreRefused(variable: String, text: String, message: String) throws {
    let error = #expect(throws: PolicyError.self) { try HadolintVariables.decode([variable: text], names: names) }
    #expect(error?.description.hasPrefix("environment: " + message) == true, "\(error?.description ?? "")")
  }

  @Test func aVariableThatIsEmptyIsUnset() {
    #expect(HadolintVariables.relevant(in: ["HADOLINT_IGNORE": "", "HADOLINT_OTHER": "x", "HOME": "/"]).isEmpty)
  }

  @Test func theFileLiesOverTheVariables() throws {
    var config = try HadolintVariables.decode(
      [
        "HADOLINT_IGNORE": "DL3006", "HADOLINT_FAILURE_THRESHOLD": "error", "HADOLINT_STRICT_LABELS": "yes",
        "HADOLINT_REQUIRE_LABELS": "a:url",
      ], names: names)
    config.merge(try self.config("ignored: [DL3007]\nfailure-threshold: info\nlabel-schema: { a: email, b: text }\n"))
    let policy = config.policy
    #expect(level(of: "DL3006", in: policy) == .off && level(of: "DL3007", in: policy) == .off)
    #expect(policy.failOn == .at(.info))
    #expect(policy.settings.labels.isStrict == true)
    #expect(policy.settings.labels.schema == ["a": .url, "b": .text])
  }
}
