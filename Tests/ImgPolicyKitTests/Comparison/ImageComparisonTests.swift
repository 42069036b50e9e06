import Images
import TestSupport
import Testing

@testable import ImgPolicyKit

@Suite struct ImageComparisonTests {
  private func image(_ listing: String) throws -> ImageModel {
    let archive = try ImageListing(parsing: listing).archive()
    return try #require(
      try TemporaryDirectory.withFile(archive) { try readImages(at: $0, options: ReadOptions()) }.first)
  }

  @Test("Sizes whose sum is no number any more are the largest number, and never negative")
  func hugeFiles() throws {
    let huge = """
      layer: COPY a /
        d/a sparse 5000000TB
      layer: COPY b /
        d/b sparse 5000000TB

      """
    let (small, large) = (try image("layer: COPY c /\n  c 1kB\n"), try image(huge))
    var comparison = ImageComparison(old: 0, new: 0)
    comparison.compare(small, large)
    #expect(comparison.tally(.added).bytes == .max)
    comparison.compare(large, small)
    #expect(comparison.tally(.removed).bytes == .min)
  }

  @Test("In a narrow terminal both values of a long setting begin where they can be seen", arguments: [0, 40, 200])
  func longSettings(width: Int) {
    var config = ConfigComparison()
    let long = String(repeating: "check ", count: 12)
    config.settings = [.init(name: "healthcheck", old: .text("old \(long)"), new: .text("new \(long)"))]
    var out = TerminalText(style: TextStyle(color: false, width: width))
    writeConfig(config, to: &out)
    let lines = String(decoding: out.bytes, as: UTF8.self).split(separator: "\n").filter { $0.contains("check") }
    #expect(lines.count == (width == 40 ? 2 : 1))
    #expect(lines.last?.contains("→ new check") == true)
  }
}
