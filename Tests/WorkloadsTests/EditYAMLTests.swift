import Linting
import Testing
import Workloads

/// Edits of YAML texts, in every style that a person writes.
@Suite struct EditYAMLTests {
  @Test(
    "A value is set where it belongs, in the style of the text",
    arguments: [
      ("a: 1\n", "a: 1\nx:\n  y: true\n"),
      ("a: 1", "a: 1\nx:\n  y: true"),
      ("a: 1 # why\n\nb:\n  - c\n", "a: 1 # why\nx:\n  y: true\n\nb:\n  - c\n"),
      ("a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\nx:\r\n  y: true\r\n"),
      ("b:\n    c: 1\n", "x:\n    y: true\nb:\n    c: 1\n"),
      ("b: |\n  text\nc: [\n  1\n]\n", "x:\n  y: true\nb: |\n  text\nc: [\n  1\n]\n"),
      ("a: 'two\n  lines'\nb: {}\n", "a: 'two\n  lines'\nx:\n  y: true\nb: {}\n"),
      ("x:\n  z: 1\n", "x:\n  z: 1\n  y: true\n"),
      ("x:\n  y: no\n", "x:\n  y: true\n"),
      ("x:\n  y: \"no\" # why\n", "x:\n  y: true # why\n"),
      ("x: {}\n", "x: {y: true}\n"),
      ("x: { z: 1 }\n", "x: { y: true, z: 1 }\n"),
      ("{\"a\": 1}\n", "{\"x\": {\"y\": true}, \"a\": 1}\n"),
      ("{\n  \"a\": 1\n}\n", "{\n  \"x\": {\"y\": true},\n  \"a\": 1\n}\n"),
      ("é: 1\na: ü\n", "é: 1\na: ü\nx:\n  y: true\n"),
    ])
  func set(_ text: String, _ expected: String) throws {
    let source = SourceText(path: "a.yaml", text: text)
    let root = try #require(try ComposeYAML.document(in: source, as: Self.profile).root)
    let edit = try #require(EditYAML(source).set(["x", "y"], to: .flag(true), in: root))
    let edited = try #require(source.applying([edit]))
    #expect(String(decoding: edited.bytes, as: UTF8.self) == expected)
    #expect(try ComposeYAML.document(in: edited, as: Self.profile).root?["x", "y"]?.flag == true)
  }

  @Test(
    "What is no small edit is none",
    arguments: [
      "x: &a { z: 1 }\nb: *a\n", "b: &a\n  z: 1\nx: *a\n", "- a\n", "x:\n", "x: text\n", "x: [y]\n", "? x\n: z\n",
      "b: &a { x: { z: 1 } }\nc: 1\n<<: *a\n", "x:\n  y: |\n    text\n",
    ])
  func refused(_ text: String) throws {
    let source = SourceText(path: "a.yaml", text: text)
    let root = try #require(try ComposeYAML.document(in: source, as: Self.profile).root)
    guard let edit = EditYAML(source).set(["x", "y"], to: .flag(true), in: root) else { return }
    // An anchored value is edited in its place, and what else uses it changes with it.
    #expect(text.hasPrefix("x: &a"), "\(edit)")
  }

  @Test(
    "A word is put before the items of a list",
    arguments: [
      ("x: [B]\n", "x: [A, B]\n"), ("x: []\n", "x: [A]\n"), ("x: [ B ]\n", "x: [ A, B ]\n"),
      ("x: [\"B\"]\n", "x: [\"A\", \"B\"]\n"), ("x:\n  - B\n", "x:\n  - A\n  - B\n"),
      ("x:\r\n-  B\r\n", "x:\r\n-  A\r\n-  B\r\n"), ("x: [\n  B\n]\n", "x: [\n  A,\n  B\n]\n"),
    ])
  func prepend(_ text: String, _ expected: String) throws {
    let source = SourceText(path: "a.yaml", text: text)
    let list = try #require(try ComposeYAML.document(in: source, as: Self.profile).root?["x"])
    let edit = try #require(EditYAML(source).prepend("A", to: list))
    #expect(source.applying([edit]).map { String(decoding: $0.bytes, as: UTF8.self) } == expected)
  }

  @Test(
    "A key that stands twice is removed at its first place, unless a comment would go",
    arguments: [
      ("a: 1\na: 2\n", "a: 2\n"), ("a:\n  b: 1\nc: 1\na: 2\n", "c: 1\na: 2\n"),
      ("a: 1\n# of the second\na: 2\n", "# of the second\na: 2\n"), ("a: |\n  x\n\na: 2\n", "\na: 2\n"),
      ("a: 1 # why\na: 2\n", nil), ("{ a: 1, a: 2 }\n", nil), ("- a: 1\n  a: 2\n", nil),
    ] as [(String, String?)])
  func repeatedKey(_ text: String, _ expected: String?) throws {
    let source = SourceText(path: "a.yaml", text: text)
    let fault = try #require(try ComposeYAML.document(in: source, as: Self.profile).faults.first)
    guard case .repeatedKey(_, _, _, let removal) = fault.kind else { throw fault }
    #expect(removal.flatMap { source.applying([$0]) }.map { String(decoding: $0.bytes, as: UTF8.self) } == expected)
  }

  private static let profile = YAMLProfile.manifest(bytes: 1000)
}
