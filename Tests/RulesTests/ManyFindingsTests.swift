import Images
import Linting
import Rules
import Testing

/// An image with very many faults of one kind.
@Suite struct ManyFindingsTests {
  /// Finds something in the image as often as it is told to.
  private struct Often: Rule {
    static let info = RuleInfo(
      name: "often", groups: ["files"], severity: .warning, summary: "", rationale: "", help: "", bad: [], good: [])
    let count: Int

    func check(_ image: ImageModel) -> [Finding] { (0..<count).map { Finding(Self.info, "number \($0)") } }
  }

  @Test func beyondTenThousandFindingsOfARuleAreCountedAndNotListed() throws {
    let image = try #require(try Subject.images("layer: x\n  a \"x\"").first)
    #expect(image.findings(of: [Often(count: 10_000)]).count == 10_000)
    let many = image.findings(of: [Often(count: 10_005)])
    #expect(many.count == 10_001)
    #expect(many.last?.message == "5 more findings of often are not listed")
  }
}
