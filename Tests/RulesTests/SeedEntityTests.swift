import ImgPolicyKit
import Linting
import Rules
import TestSupport
import Testing
import Workloads

/// `fixtures/workloads/<entity or relationship>/<case>.yaml`: the objects of the reference application, each of them and each way in
/// which they refer to each other, right and wrong, under the default policy.
@Suite struct SeedEntityTests {
  static let cases = Fixtures.files { $0.hasPrefix("workloads/") && $0.hasSuffix(".yaml") }
    .map { String($0.dropLast(".yaml".count)) }

  @Test("Findings are as the golden file has them", arguments: cases)
  func findings(_ path: String) throws {
    let lines = try Self.judged(path).map { judged in
      let place = judged.finding.place.map { "\($0.line):\($0.column)" } ?? "-"
      return "\(place) \(judged.severity.rawValue) \(judged.finding.rule): \(judged.finding.message)\n"
    }
    expectGolden(Array(lines.joined().utf8), at: "\(path).expected")
    #expect(lines.isEmpty == path.hasSuffix("/good"), "\(lines)")
  }

  @Test("Each folder has a good case and three faulty ones")
  func folders() {
    let folders = Dictionary(grouping: Self.cases.map { $0.split(separator: "/").dropFirst() }) { $0.first ?? "" }
    #expect(folders.count == 10)
    for (folder, cases) in folders {
      #expect(cases.contains { $0.last == "good" }, "\(folder)")
      #expect(cases.count { $0.last?.hasPrefix("faulty-") == true } >= 3, "\(folder)")
    }
  }

  private static func judged(_ path: String) throws -> [JudgedFinding] {
    let infos = Catalog().infos
    let policy = try PolicyStack(ruleNames: RuleNames(infos)).effective([.builtIn("default")])
    let manifest = Manifest(ManifestFile(SourceText(path: "manifest.yaml", bytes: try Fixtures.bytes(path + ".yaml"))))
    let found = Catalog(policy.settings).workload.flatMap { $0.check(manifest) }
    let input = Judge.Input(index: 0, path: "manifest.yaml", source: manifest.source)
    return Judge(infos).judge(found, of: input, by: Selection(layers: policy.layers))
  }
}
