import Dockerfile
import Testing

@testable import ImgPolicyKit

/// What a build context holds, as far as the ignore file lets it through.
@Suite struct InputsContextTests {
  private static let files = [
    "Dockerfile": "FROM scratch\n", "src/app.js": "12345", "src/deep/er/x.js": "123", "node_modules/a/index.js": "1",
    "node_modules/keep/index.js": "22", "dist/": "", ".git/HEAD": "ref",
  ]

  private func listing(_ files: [String: String], limit: Int = ContextWalk.entryLimit) throws -> [String] {
    let tree = try TemporaryTree(files)
    var contexts = BuildContexts()
    let context = try contexts.load(tree.path("."), for: tree.path("Dockerfile"))
    let walk = ContextWalk(of: tree.path("."), without: context.ignore?.patterns ?? DockerIgnore([]), limit: limit)
    return try walk.files().files.map { "\($0.path) \($0.size)" }
  }

  @Test func listsEveryFileWithItsSize() throws {
    #expect(
      try listing(Self.files) == [
        ".git/HEAD 3", "Dockerfile 13", "node_modules/a/index.js 1", "node_modules/keep/index.js 2", "src/app.js 5",
        "src/deep/er/x.js 3",
      ])
  }

  @Test(arguments: [
    ("node_modules\n.git\n.dockerignore\n", ["Dockerfile 13", "src/app.js 5", "src/deep/er/x.js 3"]),
    ("*\n!src\n", ["src/app.js 5", "src/deep/er/x.js 3"]),
    ("*\n!node_modules/keep\n", ["node_modules/keep/index.js 2"]),
    ("**\n!**/x.js\n", ["src/deep/er/x.js 3"]),
    ("src/*\n!src/deep\nsrc/deep/er\n*/*/*.js\n.*\nDockerfile", []),
  ])
  func leavesOutWhatTheIgnoreFileSays(_ ignore: String, _ expected: [String]) throws {
    var files = Self.files
    files[".dockerignore"] = ignore
    #expect(try listing(files) == expected)
  }

  @Test func linksAreNotFollowed() throws {
    let tree = try TemporaryTree(["a/b": "12345"])
    try tree.link("loop", to: ".")
    try tree.link("file", to: "a/b")
    let files = try ContextWalk(of: tree.path("."), without: DockerIgnore([])).files()
    #expect(files.files.map(\.path) == ["a/b"])
  }

  @Test func aContextIsReadOnceForAllItsDockerfiles() throws {
    let tree = try TemporaryTree(["a": "1", "b/own.dockerignore": "a\n", "b/Dockerfile": ""])
    var contexts = BuildContexts()
    func count(_ dockerfile: String, _ listing: BuildContext.Listing) throws -> Int? {
      try contexts.load(tree.path("."), for: tree.path(dockerfile), listing: listing).files?.files.count
    }
    #expect(try count("b/Dockerfile", .demanded) == 3)
    try tree.write(Array("2".utf8), to: "c")
    #expect(try count("Dockerfile", .demanded) == 3)
    // An ignore file of its own makes another context of it, and so does what nobody asked for before.
    #expect(try count("b/own", .demanded) == 3)
    #expect(try count("Dockerfile", .none) == nil)
    #expect(try count("Dockerfile", .welcome) == 4)
  }

  @Test func tooManyEntriesAreAnError() throws {
    #expect(throws: InputError.self) { try listing(Self.files, limit: 5) }
    #expect(try listing(Self.files, limit: 15).count == 6)
  }
}
