import Linting
import Rules
import Testing
import TestSupport

/// A rule says the same alone and among all others, whatever their order.
@Suite struct AloneAndTogetherTests {
  @Test("Each rule alone finds what it finds in the whole catalogue", arguments: Fixtures.dockerfiles)
  func aloneAndTogether(_ path: String) throws {
    let text = try Fixtures.bytes(path)
    let catalog = Catalog(Self.settings)
    let together = Dictionary(grouping: try Subject.dockerfile.findings(of: catalog, in: text), by: \.rule)
    for info in catalog.dockerfile.map(\.info).reversed() {
      let alone = try Subject.dockerfile.findings(of: catalog.filter { $0.name == info.name }, in: text)
      #expect(alone == together[info.name] ?? [], "\(info.name)")
      #expect(alone.allSatisfy { $0.rule == info.name })
      let strange = alone.flatMap(\.aliases).filter { !info.mayBear($0) }
      #expect(strange == [], "\(info.name) gives aliases that it does not declare")
    }
  }

  /// Settings that make the rules speak which are silent without.
  private static let settings = RuleSettings(
    layout: StageLayout(
      stages: ["deps", "builder", "runner"], final: "runner", bases: ["builder": "node:*", "runner": "node:*-alpine*"],
      copies: ["runner": ["builder"]]),
    registries: ["docker.io"],
    labels: LabelDemands(schema: ["version": .semver], required: ["vendor"], isStrict: true),
    config: ConfigDemands(
      labels: ["org.opencontainers.image.source": .url], ports: ["3000/tcp"], environment: ["NODE_ENV": "production"]),
    options: [
      "excessive-lines": RuleOptions(["lines": .integer(5)]),
      "missing-secret-mount": RuleOptions(["commands": .textMap(["npm ci": ["npmrc"]])]),
      "secret-value": RuleOptions(["generic": .flag(true)]),
    ])
}
