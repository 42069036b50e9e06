import ImgPolicyKit
import Linting
import TestSupport
import Testing

/// An archive in which no image can be read is told as an error of the input, and by the rules that know its fault.
@Suite struct UnreadableArchiveTests {
  private static let image = """
    tag: shop/web:v1
    user: 1001
    layer: COPY a /app/
      app/a 40kB
    """

  private func inspect(_ archive: [UInt8]) throws -> (error: String?, rules: [String]) {
    let tree = try TemporaryTree([:])
    try tree.write(archive, to: "image.tar")
    var options = RunOptions()
    options.config = .none
    let report = try ImgPolicyKit.inspect([tree.path("image.tar").absolute], options: options)
    #expect(report.verdict == .unreadable)
    return (report.inputs.first?.error?.kind, report.findings.map { $0.finding.rule }.sorted())
  }

  @Test func anArchiveThatIsCutOff() throws {
    let archive = try ImageListing(parsing: Self.image).archive(as: ArchiveShape(.dockerArchive))
    let (error, rules) = try inspect(Array(archive.prefix(archive.count / 2)))
    #expect(error == "truncated-archive")
    #expect(rules == ["truncated-archive"])
  }

  @Test func aConfigThatIsMissing() throws {
    let (error, rules) = try inspect(
      TarBuilder.tar([
        TarBuilder.Member("manifest.json", content: Array(#"[{"Config":"gone.json","Layers":[]}]"#.utf8))
      ]))
    #expect(error == "missing-blob")
    #expect(rules == ["missing-blob"])
  }

  @Test func twoManifestsOfWhichTheLastIsNone() throws {
    let manifest = { TarBuilder.Member("manifest.json", content: Array(($0 as String).utf8)) }
    let (error, rules) = try inspect(
      TarBuilder.tar([manifest(#"[{"Config":"c.json","Layers":[]}]"#), manifest("[]")]))
    #expect(error == "malformed-json")
    #expect(rules == ["duplicate-archive-member"])
  }
}
