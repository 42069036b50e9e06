import Foundation
import Policies
import TestSupport
import Testing

@testable import ImgPolicyKit

/// The schemas say what the decoders take.
@Suite struct SchemaTests {
  private func schema(_ kind: SchemaKind) throws -> JSONSchema { try JSONSchema(kind.document) }

  private func faults(_ kind: SchemaKind, yaml: String) throws -> [String] {
    let root = try ReadYAML.root(of: Array(yaml.utf8), path: "a.yaml")
    return try schema(kind).faults(of: root.plain)
  }

  @Test("Every built-in policy is valid", arguments: BuiltInPolicies.names)
  func builtIn(_ name: String) throws {
    let text = String(decoding: try #require(BuiltInPolicies.text(of: name)), as: UTF8.self)
    #expect(try faults(.policy, yaml: text) == [])
  }

  @Test("The project files of the reference application are valid", arguments: ["todo", "todo/faulty"])
  func project(_ folder: String) throws {
    let text = String(decoding: try Fixtures.bytes("\(folder)/imgpolicy.yaml"), as: UTF8.self)
    #expect(try faults(.project, yaml: text) == [])
  }

  @Test("The policies of the fixtures are valid")
  func fixtures() throws {
    let files = Fixtures.files { $0.hasPrefix("rules/") && $0.hasSuffix(".policy.yaml") }
    #expect(files.count > 10)
    for file in files {
      let text = String(decoding: try Fixtures.bytes(file), as: UTF8.self)
      #expect(try faults(.policy, yaml: text) == [], "\(file)")
    }
  }

  @Test("A report with every field is valid")
  func report() throws {
    for report in [SampleReport.complete, SampleReport.gate, SampleReport.clean] {
      let bytes = ReportFormat.json.render(report, style: TextStyle())
      let value = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      #expect(try schema(.report).faults(of: value) == [])
    }
  }

  @Test("Hostile reports are valid", arguments: 0..<10 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    let bytes = ReportFormat.json.render(HostileReport(seed: seed).report, style: TextStyle())
    #expect(try schema(.report).faults(of: JSONSerialization.jsonObject(with: Data(bytes))) == [])
  }

  @Test(
    "What the decoder refuses the schema refuses",
    arguments: [
      "rulez: {}", "fail-on: maybe", "budgets: { image: { unpackd: 1MB } }", "budgets: { dead: { percent: 101 } }",
      "config: { healthcheck: maybe }", "waivers: [{ path: a }]", "waivers: [{ rule: root-user, until: a }]",
      "rules: { root-user: fatal }", "rules: { root-user: { sevrity: error } }", "suppressions: { inline: no }",
      "labels: { schema: { a: uri } }", "layout: { stage: [a] }", "shellcheck: maybe", "date: soon",
    ])
  func refused(_ text: String) throws {
    #expect(!PolicySamples.faults(text).isEmpty)
    #expect(try !faults(.policy, yaml: text).isEmpty)
  }

  @Test(
    "What the decoder takes the schema takes",
    arguments: [
      "extends: []", "extends: [default, a.yaml]", "rules: { DL3002: off, security: error, all: { severity: info } }",
      "config: { ports: [3000, 53/udp], env: { A: 1, B: true }, user: { non-root: true } }",
      "registries: docker.io", "budgets: { context: 1000, layer: { tar: 1.5GB } }", "date: 2026-11-01",
      "waivers: [{ rule: DL3002, path: /a, image: b, stage: c, dockerfile: d, reason: e, expires: 2026-12-31 }]",
      "labels: { strict: true, required: a, schema: { a: url } }", "suppressions: { reason: optional }",
      "layout: { stages: [a, b], final: b, bases: { a: 'node:*' }, copies: { b: a } }",
    ])
  func taken(_ text: String) throws {
    #expect(PolicySamples.faults(text) == [])
    #expect(try faults(.policy, yaml: text) == [])
  }

  @Test("No key is without a description", arguments: [SchemaKind.policy, .project])
  func described(_ kind: SchemaKind) throws {
    let text = String(decoding: kind.document, as: UTF8.self)
    // A key that a decoder takes and that the schema does not know yet has an empty schema.
    #expect(!text.replacing(" ", with: "").contains("{\n}"))
  }
}

extension ConfigNode {
  /// As a JSON parser would give it, with YAML's own idea of scalars.
  fileprivate var plain: Any {
    switch content {
    case .nothing: NSNull()
    case .scalar(let text): Self.plain(text)
    case .sequence(let items): items.map(\.plain)
    case .mapping(let entries): Dictionary(entries.map { ($0.key, $0.value.plain) }) { $1 }
    }
  }

  private static func plain(_ text: String) -> Any {
    if let number = Int(text) { return number }
    if let number = Double(text) { return number }
    return ["true", "false"].contains(text) ? text == "true" : text
  }
}
