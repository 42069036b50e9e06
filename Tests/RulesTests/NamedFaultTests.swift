import Dockerfile
import ImgPolicyKit
import Linting
import Rules
import TestSupport
import Testing

/// What BuildKit refuses fails the verdict, whether a rule of its own says it or `syntax-error`.
@Suite struct NamedFaultTests {
  private static let infos = Catalog().infos
  /// The rules that say faults by their own name.
  private static let named = infos.filter { $0.silences.contains("syntax-error") }.map(\.name)

  static let files = Fixtures.dockerfiles.filter { path in
    (try? Fixtures.bytes(path)).map { !model($0, path).faults.isEmpty } ?? false
  }

  @Test func thereAreCases() {
    #expect(Self.files.count > 20)
    #expect(Self.named.count >= 5)
  }

  @Test("Each fault is said once, as an error, whichever of the named rules are off", arguments: files)
  func eachFault(_ path: String) throws {
    let model = Self.model(try Fixtures.bytes(path), path)
    let faults = model.faults.map { model.source.place(of: $0.range) }
    for off in [[]] + Self.named.map({ [$0] }) + [Self.named] {
      let judged = try Self.judged(model, off: off)
      let errors = Set(judged.filter { $0.severity == .error }.compactMap(\.finding.place))
      #expect(Set(faults).subtracting(errors) == [], "\(path), without \(off)")
      let general = judged.filter { $0.finding.rule == "syntax-error" }.compactMap(\.finding.place)
      let special = judged.filter { Self.named.contains($0.finding.rule) && $0.finding.isOwn }
        .compactMap(\.finding.place)
      #expect(Set(general).intersection(special) == [], "\(path), without \(off)")
      if off == Self.named { #expect(general.sorted() == faults.sorted(), "\(path)") }
    }
  }

  private static func model(_ bytes: [UInt8], _ path: String) -> BuildModel {
    BuildModel(source: SourceText(path: path, bytes: bytes))
  }

  /// What counts under `default` when some rules are switched off.
  private static func judged(_ model: BuildModel, off: [String]) throws -> [JudgedFinding] {
    let policy = try PolicyStack(ruleNames: RuleNames(infos)).effective([.builtIn("default")])
    let selection = Selection(layers: policy.layers + [off.map { Policy.Grade(.rule($0), .off) }])
    let findings = Catalog(policy.settings).dockerfile.flatMap { $0.check(model) }
    let input = Judge.Input(index: 0, path: model.source.path, source: model.source)
    return Judge(infos).judge(findings, of: input, by: selection)
  }
}
