import Foundation
import Images
import Policies
import Rules
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

  @Test("The examples of the documentation are valid, and the decoders take them", arguments: ["README.md", "CI.md"])
  func documentation(_ file: String) throws {
    let path = file == "README.md" ? file : "Sources/ImgPolicyKit/ImgPolicyKit.docc/\(file)"
    let blocks = try Fixtures.text(ofProjectFile: path).split(separator: "```").filter { $0.hasPrefix("yaml\n") }
      .map { String($0.dropFirst(5)) }
    let names = RuleNames(Catalog().infos)
    var judged = 0
    for block in blocks {
      let words = block.split(separator: "\n").map { String($0.prefix { $0 != ":" }) }
      if words.contains(where: ["version", "targets", "paths", "bases"].contains) {
        let text = words.contains("version") ? block : "version: 1\n" + block
        #expect(try faults(.project, yaml: text) == [], "\(block)")
        _ = try Project.decode(Array(text.utf8), file: InputPath("imgpolicy.yaml"), names: names)
      } else if words.contains(where: Policy.keys.keys.contains) {
        #expect(try faults(.policy, yaml: block) == [], "\(block)")
        _ = try Policy.decode(Array(block.utf8), path: "policy.yaml", names: names)
      } else {
        continue
      }
      judged += 1
    }
    #expect(judged >= (file == "README.md" ? 10 : 1))
  }

  @Test("A report with every field is valid")
  func report() throws {
    for report in [SampleReport.complete, SampleReport.gate, SampleReport.clean] {
      let bytes = ReportFormat.json.render(report, style: TextStyle())
      let value = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      #expect(try schema(.report).faults(of: value) == [])
    }
  }

  /// Two images with one of everything that `diff` tells apart, and what `--top` lists.
  private static let images = [
    """
    tag: shop/web:v1
    user: 1001
    env: A=1
    env: B=2
    label: version=1
    layer: FROM base
      0644 0:0 etc/os-release "ID=alpine\\n"
    layer: COPY app /app
      0644 1001:1001 app/server.js "listen(3000)"
      0644 1001:1001 app/mode.js "1"
      0644 1001:1001 app/old.css 3kB

    """,
    """
    tag: shop/web:v2
    user: 1002
    env: B=3
    env: C=4
    label: version=2
    healthcheck: ["CMD", "true"]
    layer: FROM base
      0644 0:0 etc/os-release "ID=alpine\\n"
    layer: COPY app /app
      0644 1001:1001 app/server.js "listen(3001)"
      0755 1001:1001 app/mode.js "1"
      0644 1001:1001 app/new/index.js 60kB

    """,
  ]

  private func archives() throws -> TemporaryTree {
    let tree = try TemporaryTree([:])
    for (number, listing) in Self.images.enumerated() {
      try tree.write(try ImageListing(parsing: listing).archive(), to: "\(number).tar")
    }
    return tree
  }

  private func expectValid(_ report: Report, having key: String) throws {
    let bytes = ReportFormat.json.render(report, style: TextStyle())
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"\(key)\""))
    #expect(try schema(.report).faults(of: JSONSerialization.jsonObject(with: Data(bytes))) == [])
  }

  @Test("A comparison is valid, also where an image has no counterpart")
  func comparison() throws {
    let tree = try archives()
    var options = RunOptions()
    options.config = .none
    let report = try diff(tree.path("0.tar").absolute, tree.path("1.tar").absolute, options: options)
    try expectValid(report, having: "comparisons")
    let kinds = Set(report.comparisons?.first?.files.map(\.change) ?? [])
    #expect(kinds == [.added, .removed, .changed, .metadata])
    var alone = report
    alone.comparisons = [ImageComparison(old: nil, new: 1), ImageComparison(old: 0, new: nil)]
    try expectValid(alone, having: "comparisons")
  }

  @Test("An image with its largest files is valid")
  func largestPaths() throws {
    let tree = try archives()
    var options = RunOptions()
    options.config = .none
    options.top = 3
    try expectValid(try inspect([tree.path("0.tar").absolute], options: options), having: "top")
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
      "labels: { schema: { a: uri } }", "values: [{ required: true }]", "values: [{ path: a, minimun: 1 }]",
      "values: { a: 1 }", "layout: { stage: [a] }", "shellcheck: maybe", "date: soon",
      "budgets: { image: { unpacked: 500M } }", "budgets: { file: 1.2345MB }", "budgets: { context: big }",
      "files: [{ path: a, mode: u+x }]", "files: [{ path: a, mode: 9999 }]", "config: { age: 3w }",
      "config: { ports: 70000 }", "config: { ports: [80/icmp] }", "layout: { forbid-in-final: [foo] }",
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
      "values: [{ path: a.*.b, required: true, pattern: ^a, minimum: 1, maximum: 64Mi, one-of: [a], less-than: c.*.d }]",
      "values: [{ path: a, at-most: b, message: Too much }]",
      "budgets: { image: { unpacked: 500 MiB, stored: '10' }, growth: { bytes: 1.125kB } }", "config: { age: 90d }",
      "config: { ports: [65535, 8000-8010/UDP, 0443] }",
      "files: [{ path: a, mode: '4755' }, { path: b, mode: '0644' }]",
      "layout: { forbid-in-final: [build-tools, source-tree] }",
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
