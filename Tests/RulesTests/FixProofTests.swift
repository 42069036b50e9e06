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

  @Test(
    "Fixes keep what they must keep in files that they did not keep it in",
    arguments: [
      "FROM node:20-alpine\nCOPY --from=3 /app /app\nFROM node:20-alpine\nCMD [\"node\", \"a.js\"]\nFROM node:20-alpine\nRUN npm run build\nFROM nginx:1.27-alpine\nCOPY --from=0 /app/dist /usr/share/nginx/html\n",
      "FROM node:20-alpine AS build\nFROM node:20-alpine\nCOPY --form=build /app /app\nFROM golang:1.26 AS build\nRUN CGO_ENABLED=0 go build -o /server .\nFROM scratch\nCOPY --from=build /server /\n",
      "FROM node:24-alpine\r\nCOPY .npmrc package.json package-lock.json ./\r\nWORKDIR /app\r\n# above number 3\r\nCOPY .npmrc package.json package-lock.json ./\r\nRUN npm ci\r\nRUN rm -f .npmrc\r\n# above number 6\r\nFROM debian:12-slim\r\nRUN apt-get update\r\n# above number 8\r\nRUN apt-get install -y --no-install-recommends curl\r\nFROM python:3.6-slim\r\nFROM node:20-alpine\r\nCOPY --from=3 /app /app\r\n",
    ])
  func found(_ text: String) throws {
    for includesUnsafe in [false, true] {
      #expect(try Self.proof.get().check(Array(text.utf8), includesUnsafe: includesUnsafe).violations == [])
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
