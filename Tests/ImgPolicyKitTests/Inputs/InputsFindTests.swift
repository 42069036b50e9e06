import Testing

@testable import ImgPolicyKit

@Suite struct InputsFindTests {
  private func find(_ paths: [String], in tree: TemporaryTree, kind: Report.InputKind? = nil) -> [FoundInput] {
    FindInputs(kind: kind, workingDirectory: tree.root.absolute).find(paths)
  }

  @Test func findsTheNamesOfTheContract() throws {
    let tree = try TemporaryTree([
      "Dockerfile": "", "Dockerfile.dev": "", "web.Dockerfile": "", "api.dockerfile": "", "Containerfile": "",
      "Containerfile.prod": "", "a/b/c/Dockerfile": "", "Dockerfile.dockerignore": "",
      "web.Dockerfile.dockerignore": "",
      "dockerfile": "", "Dockerfile.": "", ".Dockerfile": "", "NotADockerfile": "", "README.md": "",
      "k8s.yaml": "apiVersion: v1\nkind: Pod\n", "values.yaml": "a: b\n", "ci.yml": "on: push\n",
      "chart/Chart.yaml": "apiVersion: v2\n", "chart/templates/web.yaml": "apiVersion: v1\nkind: {{ .Values.kind }}\n",
      "chart/crds/one.yaml": "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n",
    ])
    let expected = [
      "Containerfile", "Containerfile.prod", "Dockerfile", "Dockerfile.dev", "a/b/c/Dockerfile", "api.dockerfile",
      "chart/crds/one.yaml", "k8s.yaml", "web.Dockerfile",
    ]
    #expect(find([], in: tree).map(\.display) == expected)
    #expect(find(["."], in: tree).map(\.display) == expected)
    #expect(find(["a"], in: tree).map(\.display) == ["a/b/c/Dockerfile"])
    #expect(find([], in: tree).allSatisfy { $0.kind == ($0.display.hasSuffix(".yaml") ? .kubernetes : .dockerfile) })
    #expect(find([], in: tree).allSatisfy { $0.error == nil })
    #expect(find([], in: tree, kind: .kubernetes).map(\.display) == ["chart/crds/one.yaml", "k8s.yaml"])
  }

  @Test func skipsWhatIsNoSource() throws {
    let skipped = [".git", "node_modules", "vendor", ".venv", ".build"]
    let files = skipped.map { ("web/\($0)/Dockerfile", "") } + [("web/Dockerfile", "")]
    let tree = try TemporaryTree(Dictionary(uniqueKeysWithValues: files))
    #expect(find([], in: tree).map(\.display) == ["web/Dockerfile"])
    #expect(find(["web/vendor"], in: tree).map(\.display) == ["web/vendor/Dockerfile"])
  }

  @Test func linksToDirectoriesAreNotFollowed() throws {
    let tree = try TemporaryTree(["real/Dockerfile": "FROM a\n", "real/other": "FROM b\n"])
    try tree.link("real/loop", to: "..")
    try tree.link("linked", to: "real")
    try tree.link("Dockerfile.link", to: "real/other")
    try tree.link("Dockerfile.gone", to: "nowhere")
    try tree.link("Dockerfile.dir", to: "real")
    #expect(find([], in: tree).map(\.display) == ["Dockerfile.gone", "Dockerfile.link", "real/Dockerfile"])
    let gone = try #require(find([], in: tree).first)
    #expect(throws: InputError(kind: "no-such-file", message: "no such file or directory")) { try gone.read() }
  }

  @Test func eachInputCountsOnceInAnyOrder() throws {
    let tree = try TemporaryTree(["a/Dockerfile": "FROM a\n", "b/Dockerfile": "FROM b\n", "odd-name": "FROM c\n"])
    let arguments = ["b/../odd-name", "a", ".", "./a/Dockerfile", tree.path("b/Dockerfile").absolute]
    let expected = ["a/Dockerfile", "b/Dockerfile", "odd-name"]
    #expect(find(arguments, in: tree).map(\.display) == expected)
    #expect(find(arguments.reversed(), in: tree).map(\.display) == expected)
  }

  @Test func namedFilesAreAlwaysTaken() throws {
    let tree = try TemporaryTree([
      ".git/": "", ".gitignore": "*\n", "Dockerfile": "FROM a\n", "node_modules/x": "FROM b\n",
    ])
    #expect(find([], in: tree).isEmpty)
    #expect(find(["Dockerfile", "node_modules/x"], in: tree).map(\.display) == ["Dockerfile", "node_modules/x"])
  }

  @Test func whatIsNotJudgedYetIsRefused() throws {
    let tree = try TemporaryTree([
      "pod.yaml": "apiVersion: v1\nkind: Pod\n", "values.yaml": "a: b\n",
      "app.tar": String(repeating: "x", count: 257) + "ustar",
    ])
    let found = find(["pod.yaml", "values.yaml", "app.tar"], in: tree)
    #expect(found.map(\.kind) == [.image, .kubernetes, .values])
    #expect(found.map { $0.error?.kind } == ["unsupported-kind", nil, nil])
    #expect(found.first?.error?.message.contains("imgpolicy inspect") == true)
    #expect(find(["pod.yaml"], in: tree, kind: .dockerfile).first?.error == nil)
  }

  @Test func missingAndUnreadableFilesAreInputsWithErrors() throws {
    let tree = try TemporaryTree(["Dockerfile": "FROM a\n"])
    let found = find(["gone", "Dockerfile/below", "Dockerfile"], in: tree)
    #expect(found.map(\.display) == ["Dockerfile", "Dockerfile/below", "gone"])
    #expect(found.map { $0.error?.kind } == [nil, "no-such-file", "no-such-file"])
    #expect(try found.first?.read() == Array("FROM a\n".utf8))
  }

  @Test func readingTellsWhatIsWrong() throws {
    let tree = try TemporaryTree(["dir/": "", "big": String(repeating: "x", count: 100)])
    #expect(throws: InputError(kind: "is-a-directory", message: "a directory, where a file is expected")) {
      try ReadFile.bytes(at: tree.path("dir").absolute)
    }
    let error = #expect(throws: InputError.self) { try ReadFile.bytes(at: tree.path("big").absolute, limit: 99) }
    #expect(error?.kind == "limit-exceeded" && error?.offset == 99)
    #expect(try ReadFile.bytes(at: tree.path("big").absolute, limit: 100).count == 100)
    #expect(try ReadFile.head(of: tree.path("big").absolute, count: 7).count == 7)
    #expect(try ReadFile.head(of: tree.path("big").absolute, count: 700).count == 100)
  }

  @Test(arguments: [
    ("Dockerfile", "Dockerfile"), ("./a//b/../Dockerfile", "a/Dockerfile"), ("/w/x/a", "a"), ("..", "/w"), ("/w", "/w"),
    ("../y/a", "../y/a"), ("/w/z", "../z"), ("/tmp/a", "/tmp/a"), (".", "."), ("/w/xy/a", "../xy/a"), ("a/", "a"),
    ("/", "/"), ("../../../..", "/"),
  ])
  func pathsAreShownFromTheWorkingDirectory(path: String, display: String) {
    #expect(InputPath(path, workingDirectory: "/w/x").display == display)
  }
}
