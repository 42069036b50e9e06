import FixProof
import ImgPolicyKit
import Rules
import TestSupport
import Testing

/// Fixes never break a file.
@Suite struct FixProofTests {
  private static let proof = Result { try FixProof() }

  @Test("Fixes keep what they must keep in every fixture", arguments: Fixtures.dockerfiles)
  func fixtures(_ path: String) throws {
    let text = try Fixtures.bytes(path)
    for includesUnsafe in [false, true] {
      let violations = try Self.proof.get().check(text, includesUnsafe: includesUnsafe).violations
      #expect(violations == [], "\(includesUnsafe ? "with" : "without") unsafe fixes")
    }
  }

  @Test("Fixes keep what they must keep in files made of bad examples", arguments: 1...20)
  func generated(_ seed: Int) throws {
    var files = FaultyDockerfiles(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<15 {
      let text = files.next()
      for includesUnsafe in [false, true] {
        let violations = try Self.proof.get().check(text, includesUnsafe: includesUnsafe).violations
        #expect(violations == [], "of \(String(decoding: text, as: UTF8.self).debugDescription)")
      }
    }
  }
}
