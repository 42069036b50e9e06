import ImgPolicyKit
import Linting
import Rules
import TestSupport
import Testing

/// A finding of an image is known again in a later build of it.
@Suite struct FingerprintTests {
  private static let cases = FixtureTests.cases.filter { $0.subject == .image }

  @Test("A layer that is inserted below changes no fingerprint of what lies above it", arguments: cases)
  func layerBelow(_ fixture: FixtureCase) throws {
    let text = String(decoding: try Fixtures.bytes(fixture.path + ".tree"), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard !text.contains("\nfault:"), let first = lines.firstIndex(where: { $0.hasPrefix("layer:") }) else { return }
    let inserted = ["layer: COPY notes /srv/notes", "  0644 0:0 srv/notes/today \"rain\\n\""]
    let other = (lines[..<first].map(String.init) + inserted + lines[first...].map(String.init)).joined(separator: "\n")
    let before = try judged(fixture, text)
    let after = Set(try judged(fixture, other).map(\.fingerprint))
    let lost = before.filter { !after.contains($0.fingerprint) }
    #expect(lost.map(\.finding.message) == [])
  }

  private func judged(_ fixture: FixtureCase, _ text: String) throws -> [JudgedFinding] {
    let policy = (try? Fixtures.bytes(fixture.path + ".policy.yaml")).map { String(decoding: $0, as: UTF8.self) }
    let catalog = try Catalog(only: fixture.rule, policy: policy)
    let findings = try Subject.image.findings(of: catalog, in: Array(text.utf8))
    let selection = Selection(layers: [[Policy.Grade(.all, .on(.warning))]])
    return Judge(catalog.infos).judge(findings, of: Judge.Input(index: 0, path: "image.tar"), by: selection)
  }
}
