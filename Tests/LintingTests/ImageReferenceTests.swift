import Linting
import Testing

@Suite struct ImageReferenceTests {
  static let digest = "sha256:" + String(repeating: "a1", count: 32)

  struct Row: Sendable {
    var text: String
    var registry: String?
    var path: String
    var tag: String?
    var digest: String?
    var canonical: String
    var familiar: String
  }

  @Test(
    "A reference is taken apart and written in full",
    arguments: [
      Row(text: "node", path: "node", canonical: "docker.io/library/node:latest", familiar: "node"),
      Row(
        text: "node:20-alpine", path: "node", tag: "20-alpine", canonical: "docker.io/library/node:20-alpine",
        familiar: "node:20-alpine"),
      Row(
        text: "library/node:20", path: "library/node", tag: "20", canonical: "docker.io/library/node:20",
        familiar: "node:20"),
      Row(
        text: "docker.io/node:20", registry: "docker.io", path: "node", tag: "20",
        canonical: "docker.io/library/node:20",
        familiar: "node:20"),
      Row(
        text: "index.docker.io/library/node", registry: "index.docker.io", path: "library/node",
        canonical: "docker.io/library/node:latest", familiar: "node"),
      Row(text: "acme/web", path: "acme/web", canonical: "docker.io/acme/web:latest", familiar: "acme/web"),
      Row(
        text: "localhost/web:a", registry: "localhost", path: "web", tag: "a", canonical: "localhost/web:a",
        familiar: "localhost/web:a"),
      Row(
        text: "localhost:5000/a/b/c:v1", registry: "localhost:5000", path: "a/b/c", tag: "v1",
        canonical: "localhost:5000/a/b/c:v1",
        familiar: "localhost:5000/a/b/c:v1"),
      Row(text: "A/b", registry: "A", path: "b", canonical: "A/b:latest", familiar: "A/b"),
      Row(
        text: "ghcr.io/acme/web@\(digest)", registry: "ghcr.io", path: "acme/web", digest: digest,
        canonical: "ghcr.io/acme/web@\(digest)", familiar: "ghcr.io/acme/web"),
      Row(
        text: "node:20@\(digest)", path: "node", tag: "20", digest: digest,
        canonical: "docker.io/library/node:20@\(digest)",
        familiar: "node:20"),
      Row(
        text: "a--b/c__d/e.f", path: "a--b/c__d/e.f", canonical: "docker.io/a--b/c__d/e.f:latest",
        familiar: "a--b/c__d/e.f"),
      Row(
        text: "node:_A.b-c", path: "node", tag: "_A.b-c", canonical: "docker.io/library/node:_A.b-c",
        familiar: "node:_A.b-c"),
    ])
  func reading(_ row: Row) throws {
    let reference = try ImageReference.parse(row.text)
    #expect(reference.registry == row.registry)
    #expect(reference.path == row.path)
    #expect(reference.tag == row.tag)
    #expect(reference.digest == row.digest)
    #expect(reference.canonical == row.canonical)
    #expect(reference.familiar == row.familiar)
    // What is written in full means the same.
    #expect(try ImageReference.parse(reference.canonical).canonical == row.canonical)
  }

  @Test(
    "What is no reference is refused, with a reason",
    arguments: [
      ("", "empty path component"), ("Node", "must be lower case"), ("acme/Web", "must be lower case"),
      ("node:", "is no tag"),
      ("node:-a", "is no tag"), ("node:a b", "is no tag"), ("node:" + String(repeating: "a", count: 129), "is no tag"),
      ("node@sha256:abc", "is no digest"), ("node@", "is no digest"), ("node@\(digest.uppercased())", "is no digest"),
      ("a//b", "empty path component"), ("a/", "empty path component"), ("/a", "empty path component"),
      ("a..b", "no valid path component"), ("a___b", "no valid path component"), ("-a", "no valid path component"),
      ("a-", "no valid path component"), ("a.-b", "no valid path component"), ("ä", "no valid path component"),
      ("localhost:x/a", "no registry host"), ("-.a/b", "no registry host"), ("a.b:/c", "no registry host"),
      ("a:1:2/b", "no registry host"),
      ("http://a/b", "no registry host"), (String(repeating: "a", count: 256), "longer than 255 bytes"),
    ])
  func refusals(_ text: String, _ reason: String) {
    let error = #expect(throws: ImageReference.ParseError.self) { try ImageReference.parse(text) }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test("A path of 255 bytes and a tag of 128 are allowed")
  func limits() throws {
    let path = String(repeating: "a", count: 255)
    let tag = String(repeating: "1", count: 128)
    #expect(try ImageReference.parse("\(path):\(tag)").tag == tag)
  }
}
