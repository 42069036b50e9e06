import Testing

@testable import Rules

/// Credentials are found by their shape, and what only stands for one is not.
@Suite struct SecretTokenTests {
  private static let alphabets: [SecretShape.Alphabet: String] = [
    .digitsAndCapitals: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", .hexadecimal: "0123456789abcdef",
    .alphanumeric: letters, .word: letters + "_-", .dotted: letters + "_-.", .path: letters + "_-/",
    .base64: letters + "+/", .base64Word: letters + "+/_-",
  ]
  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  /// Text that looks random, but is the same in each run.
  private func body(of shape: SecretShape, count: Int, seed: Int) -> [UInt8] {
    let alphabet = Array((Self.alphabets[shape.alphabet] ?? Self.letters).utf8)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let random = (0..<max(0, count - shape.mark.count)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
    return random + shape.mark
  }

  private func credential(_ shape: SecretShape, _ body: [UInt8]) -> (text: [UInt8], value: Range<Int>) {
    let before = Array("RUN echo ".utf8) + shape.prefix + (shape.isAssigned ? Array("=\"".utf8) : [])
    let start = shape.isAssigned ? before.count : before.count - shape.prefix.count
    return (before + body + Array("\" next".utf8), start..<before.count + body.count)
  }

  @Test("A credential of each shape is found where it stands, at its least and at its greatest length")
  func found() {
    for (seed, shape) in SecretShape.all.enumerated() {
      for count in [shape.lengths.lowerBound, shape.lengths.upperBound] {
        let (text, value) = credential(shape, body(of: shape, count: count, seed: seed))
        let tokens = SecretTokens.find(in: text)
        #expect(tokens.map(\.range) == [value], "\(shape.name), \(count)")
        #expect(tokens.first?.name == shape.name)
      }
    }
  }

  @Test("One byte less or more than a shape allows is something else")
  func otherLengths() {
    for (seed, shape) in SecretShape.all.enumerated() {
      for count in [shape.lengths.lowerBound - 1, shape.lengths.upperBound + 1] {
        let (text, _) = credential(shape, body(of: shape, count: count, seed: seed))
        #expect(!SecretTokens.find(in: text).contains { $0.name == shape.name }, "\(shape.name), \(count)")
      }
    }
  }

  @Test("A stand-in is no credential")
  func placeholders() {
    for (seed, shape) in SecretShape.all.enumerated() {
      let count = shape.lengths.lowerBound
      let random = body(of: shape, count: count, seed: seed)
      let repeated = Array(repeating: UInt8(ascii: "A"), count: count - shape.mark.count) + shape.mark
      let marked = Array("EXAMPLE".utf8) + random.dropFirst(7)
      for body in [repeated, marked] {
        #expect(SecretTokens.find(in: credential(shape, body).text) == [], "\(shape.name)")
      }
    }
  }

  @Test("A prefix inside a word begins nothing, but for the names of settings")
  func insideWords() {
    for (seed, shape) in SecretShape.all.enumerated() where !shape.isAssigned {
      let value = shape.prefix + body(of: shape, count: shape.lengths.lowerBound, seed: seed)
      #expect(!SecretTokens.find(in: Array("x".utf8) + value).contains { $0.name == shape.name }, "\(shape.name)")
      #expect(SecretTokens.find(in: Array("x:".utf8) + value).contains { $0.name == shape.name }, "\(shape.name)")
    }
  }

  @Test("No text traps")
  func noTrap() {
    let texts = [
      "-----BEGIN ", "-----BEGIN RSA PRIVATE KEY-----", "eyJ", "eyJ.eyJ.", "AccountKey=", "password=", "a=:",
    ]
    for text in texts {
      let bytes = Array(text.utf8)
      for end in bytes.indices { _ = SecretTokens.find(in: Array(bytes[..<end])) }
      for start in bytes.indices {
        _ = SecretTokens.find(in: Array(bytes[start...]))
        _ = SecretAssignments.find(in: Array(bytes[start...]))
      }
    }
    for byte in UInt8.min...UInt8.max { #expect(SecretTokens.find(in: [byte, byte, byte]) == []) }
  }
}
