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

  static let passwords: [(text: String, value: String, name: String)] = [
    ("ENV DATABASE_URL=postgres://shop:hunter2@db/shop", "hunter2", "a password in an address"),
    ("git clone 'https://ci:t0p@git.example.com/a.git'", "t0p", "a password in an address"),
    ("pip install -i https://a:b:c@d@pypi.example.com/simple x", "b:c@d", "a password in an address"),
    (
      "https://oauth2:glpat-Zq7Vb2nXc9LpZ4kRt8Wm@gitlab.example.com", "glpat-Zq7Vb2nXc9LpZ4kRt8Wm", "a GitLab token"
    ),
    (
      "curl -H \"Authorization: Bearer q7Vb2nXc9LpZ\" x", "q7Vb2nXc9LpZ", "the value of an Authorization header"
    ),
    ("authorization=\\\"basic c2hvcDpodW50ZXIy\\\"", "c2hvcDpodW50ZXIy", "the value of an Authorization header"),
  ]

  @Test("Passwords of addresses and headers are found where they stand", arguments: passwords)
  func foundInContext(_ text: String, _ value: String, _ name: String) {
    let tokens = SecretTokens.find(in: Array(text.utf8))
    #expect(tokens.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == [value])
    #expect(tokens.map(\.name) == [name])
  }

  @Test(
    "What only stands for a password, or opens nothing, is none",
    arguments: [
      "https://user:$TOKEN@example.com", "https://user:${TOKEN}@example.com", "https://user:<password>@example.com",
      "https://ci:@example.com", "https://ci@example.com:8080/a@b", "http://example.com/a:b@c",
      "postgres://a:b@localhost/x",
      "redis://app:app@cache", "postgres://postgres:postgres@db/x", "https://x:your-token@example.com", "://a:b@c",
      "Authorization: Bearer $TOKEN", "Authorization: Bearer <token>", "Authorization: Bearer authentication",
      "Authorization: token YOUR-TOKEN-123456", "Authorization: Bearer abc123def456$REST",
      "authorization bearer q7Vb2nXc9LpZ",
    ])
  func notFound(_ text: String) { #expect(SecretTokens.find(in: Array(text.utf8)) == []) }

  @Test("A web token has three parts, and its header names the algorithm")
  func webTokens() {
    // {"alg":"HS256"} and {"typ":"JWT"}
    let (named, unnamed) = ("eyJhbGciOiJIUzI1NiJ9", "eyJ0eXAiOiJKV1QifQ")
    let rest = "eyJzdWIiOiJzaG9wIn0.q7Vb2nXc9LpZ4kRt8WmY3sHd"
    func count(_ text: String) -> Int { SecretTokens.find(in: Array(text.utf8)).count }
    #expect(count("\(named).\(rest)") == 1)
    #expect(count("x \(named).\(rest) y") == 1)
    #expect(count("\(unnamed).\(rest)") == 0)
    #expect(count("\(named).\(rest).more") == 0)
    #expect(count("\(named).\(rest.dropFirst(3))") == 0)
  }

  @Test("A private key ends where the next one begins")
  func privateKeys() {
    let material = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7"
    let key = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n\(material)\n"
    let text = Array((key + "-----BEGIN PRIVATE KEY-----" + key + "-----END RSA PRIVATE KEY-----").utf8)
    let first = key.utf8.count - 1
    let second = key.utf8.count + 27
    #expect(SecretTokens.find(in: text).map(\.range) == [0..<first, second..<second + first])
  }

  @Test("No text traps")
  func noTrap() {
    let texts = [
      "-----BEGIN ", "-----BEGIN RSA PRIVATE KEY-----", "eyJ", "eyJ.eyJ.", "AccountKey=", "password=", "a=:",
      "a://b:c@d",
      "Authorization: Bearer q7Vb2nXc9LpZ",
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
