import Linting
import Rules
import Testing

@testable import ImgPolicyKit

/// The settings of rules: decoded as they stand, laid over each other key by key, and demands on the rules that judge them.
@Suite struct PolicySettingsTests {
  @Test func decodesTheSettingsOfRules() throws {
    let settings = try PolicySamples.policy(
      """
      date: 2026-11-01
      registries: [docker.io, ghcr.io/acme/*]
      budgets: { context: 50MB }
      labels:
        schema: { org.opencontainers.image.source: url, version: semver }
        strict: true
        required: [version, vendor]
      config:
        user: { non-root: true }
        healthcheck: required
        ports: [3000, 53/udp, 8000-8001]
        labels: { org.opencontainers.image.licenses: spdx }
        env: { NODE_ENV: production, DEBUG: "" }
      """
    ).settings
    #expect(settings.date == CalendarDate(year: 2026, month: 11, day: 1))
    #expect(settings.registries == ["docker.io", "ghcr.io/acme/*"])
    #expect(settings.budgets.context == ByteSize(50_000_000))
    #expect(
      settings.labels
        == LabelDemands(
          schema: ["org.opencontainers.image.source": .url, "version": .semver], required: ["version", "vendor"],
          isStrict: true))
    #expect(
      settings.config
        == ConfigDemands(
          labels: ["org.opencontainers.image.licenses": .spdx],
          ports: ["3000/tcp", "53/udp", "8000/tcp", "8001/tcp"],
          environment: ["NODE_ENV": "production", "DEBUG": ""], requiresHealthcheck: true, requiresNonRootUser: true))
    #expect(settings.requiredLabels == ["org.opencontainers.image.licenses", "vendor", "version"])
    #expect(
      settings.labelSchema == [
        "org.opencontainers.image.source": .url, "version": .semver, "org.opencontainers.image.licenses": .spdx,
        "vendor": .text,
      ])
  }

  @Test func decodesTheOptionsThatARuleDeclares() throws {
    let policy = try PolicySamples.policy(
      """
      rules:
        secret-in-arg-or-env:
          { severity: error, words: [seed, pin], limit: 3, on: true, one: text, map: { npm ci: npmrc, pip: [a, b] } }
      """)
    #expect(policy.grades == [Policy.Grade(.rule("secret-in-arg-or-env"), .on(.error))])
    let expected = RuleOptions([
      "words": .textList(["seed", "pin"]), "limit": .integer(3), "on": .flag(true), "one": .text("text"),
      "map": .textMap(["npm ci": ["npmrc"], "pip": ["a", "b"]]),
    ])
    #expect(policy.settings.options == ["secret-in-arg-or-env": expected])
  }

  @Test func optionsAloneLeaveTheSeverity() throws {
    let policy = try PolicySamples.policy("rules: { secret-in-arg-or-env: { words: seed } }")
    #expect(policy.grades.isEmpty)
    let demanded = Demands.grades(
      of: EffectivePolicy(settings: policy.settings, layers: [], names: []), PolicySamples.names)
    #expect(demanded == [Policy.Grade(.rule("secret-in-arg-or-env"), .on(.warning))])
  }

  @Test func laterSettingsWinKeyByKey() throws {
    var settings = try PolicySamples.policy(
      """
      date: 2026-01-01
      registries: [docker.io]
      labels: { schema: { a: url, b: text }, required: [a], strict: true }
      config: { ports: [3000], env: { A: 1, B: 2 }, labels: { c: hash } }
      rules: { secret-in-arg-or-env: { words: [seed], limit: 3 } }
      """
    ).settings
    settings.merge(
      try PolicySamples.policy(
        """
        registries: [ghcr.io]
        labels: { schema: { b: email }, strict: false }
        config: { ports: [8000], env: { B: 3 } }
        rules: { secret-in-arg-or-env: { limit: 4 } }
        """
      ).settings)
    #expect(settings.date == CalendarDate("2026-01-01"))
    #expect(settings.registries == ["ghcr.io"])
    #expect(settings.labels == LabelDemands(schema: ["a": .url, "b": .email], required: ["a"], isStrict: false))
    #expect(settings.config.ports == ["8000/tcp"])
    #expect(settings.config.environment == ["A": "1", "B": "3"])
    #expect(settings.config.labels == ["c": .hash])
    #expect(settings.options["secret-in-arg-or-env"]?.values == ["words": .textList(["seed"]), "limit": .integer(4)])
  }

  @Test(arguments: [
    ("registries: [docker.io]", ["registry-not-allowed", "untrusted-workload-registry"]),
    ("budgets: { context: 1MB }", ["oversized-context"]),
    ("labels: { schema: { a: url } }", ["empty-label", "malformed-label-value"]),
    ("labels: { required: [a] }", ["empty-label", "malformed-label-value", "missing-image-label", "missing-label"]),
    ("labels: { strict: true }", ["unexpected-label"]),
    ("labels: { strict: false }", []),
    (
      "config: { labels: { a: url } }",
      ["empty-label", "malformed-label-value", "missing-image-label", "missing-label"]
    ),
    ("config: { env: { A: b } }", ["unexpected-env-value", "unexpected-image-env-value"]),
    ("config: { ports: 80 }", ["unexpected-image-port", "unexpected-port"]),
    ("config: { user: { numeric: true } }", ["non-numeric-image-user", "non-numeric-user"]),
    ("config: { platform: linux/amd64 }", ["unexpected-platform", "unexpected-stage-platform"]),
    ("config: { cmd: [] }", ["unexpected-command", "unexpected-stage-command"]),
    ("budgets: { own: { unpacked: 1MB } }", ["oversized-own-layers"]),
    ("budgets: { file: 1MB }", ["oversized-file"]),
    ("budgets: { entries: 9, layers: 9 }", ["excessive-files", "excessive-layers"]),
    ("values: [{ path: a, required: true, pattern: b }]", ["malformed-value", "missing-required-value"]),
    ("values: [{ path: a, minimum: 1 }, { path: a, less-than: b }]", ["misordered-values", "out-of-range-value"]),
    ("budgets: { growth: { percent: 3 } }", ["image-growth"]),
    ("config: { healthcheck: required }", ["missing-healthcheck", "missing-image-healthcheck"]),
    ("config: { user: { non-root: true } }", ["missing-user", "root-image-user", "root-user"]),
    ("config: { user: { non-root: false } }", []),
    ("rules: { excessive-lines: { lines: 9 } }", ["excessive-lines"]),
    ("waivers: [{ rule: root-user }]", ["expired-waiver", "unused-suppression"]), ("waivers: []", []),
  ])
  func aSettingBringsTheRulesThatJudgeIt(_ text: String, _ rules: [String]) throws {
    let names = RuleNames(Catalog().infos)
    let policy = try Policy.decode(Array(text.utf8), path: "acme.yaml", names: names)
    let demanded = Demands.grades(
      of: EffectivePolicy(settings: policy.settings, layers: [], waivers: policy.waivers, names: []), names
    ).map(\.selector)
    #expect(demanded.map(\.description).sorted() == rules)
  }
}
