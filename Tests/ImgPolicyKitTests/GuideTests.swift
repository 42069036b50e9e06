import ImgPolicyKit
import TestSupport
import Testing

/// The generated pages of the guide say what the rules say.
@Suite struct GuideTests {
  private static let catalogue = "Sources/ImgPolicyKit/ImgPolicyKit.docc"

  @Test("Every page is what the rules' metadata give")
  func pages() {
    for page in Guide.pages() { expectGolden(Array(page.text.utf8), atProjectFile: "\(Self.catalogue)/\(page.path)") }
  }

  @Test("No page is left of a rule that does not exist")
  func orphans() {
    let made = Guide.pages().map(\.path).filter { $0.hasPrefix("Rules/") }.map { String($0.dropFirst("Rules/".count)) }
    #expect(Fixtures.names(inProjectDirectory: "\(Self.catalogue)/Rules") == made.sorted())
  }
}
