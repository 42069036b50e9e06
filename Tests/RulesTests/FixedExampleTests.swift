import ImgPolicyKit
import Linting
import Rules
import Testing
import TestSupport

/// The fixed examples in the rules' metadata are what the rules' fixes make of the bad ones.
@Suite struct FixedExampleTests {
  private static let infos = Catalog().infos

  @Test(
    "A bad example is mended as its rule says, and the rule has nothing more to say",
    arguments: ExampleTests.badExamples)
  func fixed(_ bad: ExampleCase) throws {
    let info = try #require(Self.infos.first { $0.name == bad.rule })
    let source = SourceText(path: "Dockerfile", bytes: try MarkedText(bad.example.text).bytes)
    let mended = try Self.mended(source, bad)
    let text = mended.bytes == source.bytes ? nil : String(decoding: mended.bytes, as: UTF8.self)
    #expect(text == bad.example.fixed)
    guard text != nil else { return }
    #expect(info.fix != nil, "the rule does not say that it has fixes")
    #expect(try Self.findings(of: mended, bad).filter { $0.fix != nil } == [])
  }

  @Test("A rule that says that it has fixes shows one", arguments: infos.filter { $0.fix != nil }.map(\.name))
  func shown(_ rule: String) throws {
    let info = try #require(Self.infos.first { $0.name == rule })
    #expect(info.fix == .display || info.bad.contains { $0.fixed != nil })
  }

  /// What the rule's fixes, those of them that may be applied, make of a text.
  private static func mended(_ source: SourceText, _ bad: ExampleCase) throws -> SourceText {
    let info = infos.first { $0.name == bad.rule }
    let mending = MendText(mayApply: { $0.finding.fix?.applicability != .display }) { (source) throws(RunError) in
      var found: [Finding] = []
      #expect(throws: Never.self) { found = try findings(of: source, bad) }
      for finding in found {
        if let fix = finding.fix { #expect(isWithin(fix.applicability, info?.fix), "\(bad.rule) offers \(fix)") }
      }
      let judged = found.enumerated().map { index, finding in
        JudgedFinding(
          finding: finding, severity: .warning, input: 0, path: "Dockerfile", url: "", fingerprint: "\(index)",
          suppressed: nil)
      }
      return MendText.Judgement(findings: judged, counts: [bad.rule: found.count], faults: 0)
    }
    let outcome = try mending.mend(source)
    #expect(outcome.defects == [])
    return outcome.source
  }

  private static func isWithin(_ applicability: Fix.Applicability, _ strongest: Fix.Applicability?) -> Bool {
    let order: [Fix.Applicability] = [.display, .safe, .unsafe]
    guard let strongest, let limit = order.firstIndex(of: strongest), let found = order.firstIndex(of: applicability)
    else { return false }
    return found <= limit
  }

  private static func findings(of source: SourceText, _ bad: ExampleCase) throws -> [Finding] {
    let catalog = try Catalog(
      only: bad.rule, policy: bad.example.policy, base: bad.example.base, baseline: bad.example.baseline)
    guard bad.rule != ShellScriptFault.info.name else { return [] }
    return try bad.subject.findings(
      of: catalog, in: source.bytes, ignoreFile: bad.example.ignoreFile, contextFiles: bad.example.contextFiles,
      base: bad.example.base, image: bad.example.image, chart: bad.example.chart, schema: bad.example.schema,
      policy: bad.example.policy)
  }
}
