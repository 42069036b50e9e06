import Images
import ImgPolicyKit
import Linting
import TestSupport
import Testing

/// A policy sets the limits within which images are read, as options of `limit-exceeded`.
@Suite struct ReadingLimitsTests {
  private func inspect(_ limits: String) throws -> Report {
    let tree = try TemporaryTree(["policy.yaml": "rules: { limit-exceeded: \(limits) }\n"])
    let listing = """
      tag: shop/web:v1
      user: 1001
      layer: COPY a /app/
        app/long-name/a "1234567890"
      layer: COPY b /app/
        app/b "1234567890"
        app/c 300kB
      """
    try tree.write(try ImageListing(parsing: listing).archive(as: ArchiveShape(.ociArchive, .gzip)), to: "image.tar")
    var options = RunOptions()
    options.config = .none
    options.policies = [tree.path("policy.yaml").absolute]
    return try ImgPolicyKit.inspect([tree.path("image.tar").absolute], options: options)
  }

  @Test(arguments: [
    "members: 2", "layers: 1", "entries-per-layer: 1", "entries: 1", "image-entries: 2", "path-bytes: 8B",
    "name-bytes: 4B",
    "layer-bytes: 100kB", "document-bytes: 80B", "document-depth: 2", "history-entries: 1", "descriptors: 0",
    "step-bytes: 4B", "implied-directories: 0",
  ])
  func aLimitIsHitAndNamed(limit: String) throws {
    let report = try inspect("{ \(limit) }")
    #expect(report.verdict == .unreadable)
    let name = limit.prefix { $0 != ":" }
    let error = try #require(report.inputs.first?.error)
    #expect(error.kind == "limit-exceeded")
    #expect(error.message.hasSuffix("(limit: \(name))"), "\(error.message)")
    #expect(report.findings.contains { $0.finding.rule == "limit-exceeded" })
  }

  @Test func everyLimitCanBeSetWithoutHarm() throws {
    let limits = Limits.Name.allCases.map { "\($0.rawValue): \($0.isSize ? "1GB" : "1000000")" }
    #expect(try inspect("{ \(limits.joined(separator: ", ")) }").inputs.map { $0.error } == [nil])
  }

  @Test func aSizeNeedsAUnitThatIsOne() throws {
    let error = #expect(throws: RunError.self) { try inspect("{ layer-bytes: 100M }") }
    #expect("\(try #require(error))".contains("layer-bytes"))
  }
}
