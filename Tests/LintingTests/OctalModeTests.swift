import Linting
import Testing

@Suite struct OctalModeTests {
  @Test(
    "Four digits at least",
    arguments: [(0, "0000"), (0o7, "0007"), (0o644, "0644"), (0o4755, "4755"), (.max, "177777")] as [(UInt16, String)])
  func digits(_ mode: UInt16, _ text: String) {
    #expect(octal(mode) == text)
  }
}
