import Testing

@testable import ImgPolicyKit

/// Lines of a `.gitignore`, and whether a path below it is ignored.
struct IgnoreCase: Sendable, CustomTestStringConvertible {
  var lines: String
  var path: String
  var isIgnored: Bool

  init(_ lines: String, _ path: String, _ isIgnored: Bool) {
    self.lines = lines
    self.path = path
    self.isIgnored = isIgnored
  }

  var testDescription: String { "\(lines.replacing("\n", with: "⏎")) \(path)" }

  /// A path that ends in `/` is a directory.
  static let table: [IgnoreCase] = [
    IgnoreCase("Dockerfile", "Dockerfile", true), IgnoreCase("Dockerfile", "a/b/Dockerfile", true),
    IgnoreCase("Dockerfile", "Dockerfile.dev", false), IgnoreCase("/Dockerfile", "Dockerfile", true),
    IgnoreCase("/Dockerfile", "a/Dockerfile", false), IgnoreCase("a/Dockerfile", "a/Dockerfile", true),
    IgnoreCase("a/Dockerfile", "b/a/Dockerfile", false), IgnoreCase("build/", "build/", true),
    IgnoreCase("build/", "a/build/", true), IgnoreCase("build/", "build", false),
    IgnoreCase("/build/", "a/build/", false),
    IgnoreCase("*.dev", "Dockerfile.dev", true), IgnoreCase("*.dev", "a/Dockerfile.dev", true),
    IgnoreCase("a/*", "a/b", true), IgnoreCase("a/*", "a/b/c", false), IgnoreCase("**/x", "x", true),
    IgnoreCase("**/x", "a/b/x", true), IgnoreCase("a/**", "a/b/c", true), IgnoreCase("a/**", "a/", false),
    IgnoreCase("a/**/z", "a/z", true), IgnoreCase("a/**/z", "a/b/c/z", true), IgnoreCase("a/b**z", "a/bxz", true),
    IgnoreCase("a/b**z", "a/bx/z", false), IgnoreCase("[ab].x", "b.x", true), IgnoreCase("[!ab].x", "b.x", false),
    IgnoreCase("?.x", "b.x", true), IgnoreCase("# Dockerfile", "# Dockerfile", false),
    IgnoreCase("\\#x", "#x", true), IgnoreCase("\\!x", "!x", true), IgnoreCase("x   ", "x", true),
    IgnoreCase("x\\ ", "x ", true), IgnoreCase("x\r", "x", true), IgnoreCase("\n\n", "x", false),
    IgnoreCase("/", "x", false), IgnoreCase("*\n!Dockerfile", "Dockerfile", false),
    IgnoreCase("!Dockerfile\n*", "Dockerfile", true), IgnoreCase("*\n!x\nx", "x", true),
    IgnoreCase("\u{FEFF}x", "x", true), IgnoreCase("é", "é", true),
  ]
}

@Suite struct InputsIgnoreTests {
  @Test(arguments: IgnoreCase.table)
  func matches(_ sample: IgnoreCase) {
    let root = InputPath("/repository")
    let file = IgnoreFile(Array(sample.lines.utf8), in: root)
    let isDirectory = sample.path.hasSuffix("/")
    #expect((file.ignores(root.appending(sample.path), isDirectory: isDirectory) ?? false) == sample.isIgnored)
  }

  private func find(_ path: String, _ files: [String: String]) throws -> [String] {
    let tree = try TemporaryTree(files)
    return FindInputs(workingDirectory: tree.root.absolute).find([path]).map(\.display)
  }

  @Test func nestedFilesDecideBeforeOuterOnes() throws {
    let files = [
      ".git/": "", ".gitignore": "Dockerfile.*\n/out\n", "Dockerfile": "", "Dockerfile.dev": "",
      "web/.gitignore": "!Dockerfile.keep\nDockerfile\n", "web/Dockerfile": "", "web/Dockerfile.keep": "",
      "web/deep/Dockerfile.keep": "", "web/out/Dockerfile.keep": "", "out/Dockerfile": "",
    ]
    let expected = ["Dockerfile", "web/Dockerfile.keep", "web/deep/Dockerfile.keep", "web/out/Dockerfile.keep"]
    #expect(try find(".", files) == expected)
  }

  @Test func nothingInAnIgnoredDirectoryComesBack() throws {
    let files = [".gitignore": "out/\n!out/Dockerfile\n", "out/Dockerfile": "", "out/.gitignore": "!Dockerfile\n"]
    #expect(try find(".", files).isEmpty)
  }

  @Test func parentsCountUpToTheRootOfTheRepository() throws {
    let files = [
      ".gitignore": "Dockerfile\n", "repo/.git/": "", "repo/.gitignore": "*.dev\n", "repo/a/Dockerfile": "",
      "repo/a/Dockerfile.dev": "", "repo/a/Dockerfile.prod": "",
    ]
    #expect(try find("repo/a", files) == ["repo/a/Dockerfile", "repo/a/Dockerfile.prod"])
  }

  @Test func outsideARepositoryOnlyTheSearchedTreeCounts() throws {
    let files = [
      ".gitignore": "Dockerfile\n", "a/Dockerfile": "", "a/b/.gitignore": "Dockerfile\n", "a/b/Dockerfile": "",
    ]
    #expect(try find("a", files) == ["a/Dockerfile"])
  }
}
