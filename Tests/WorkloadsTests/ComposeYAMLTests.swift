import Linting
import TestSupport
import Testing
import Workloads

/// Nodes stand where they are written, and limits hold.
@Suite struct ComposeYAMLTests {
  private func root(_ text: String, as profile: YAMLProfile? = nil) throws -> (YAMLNode, SourceText) {
    let source = SourceText(path: "a.yaml", text: text)
    let outcome = try ComposeYAML.document(in: source, as: profile ?? .manifest(bytes: source.bytes.count))
    return (try #require(outcome.root), source)
  }

  private func written(_ node: YAMLNode?, _ source: SourceText) throws -> String {
    String(decoding: source.bytes[try #require(node).range], as: UTF8.self)
  }

  @Test(
    "The range of a scalar is the text as written",
    arguments: [
      "plain", "plain text", "\"quoted \\\" text\"", "'it''s'", "12", "\"\"", "''", "a#b", "http://x/y", "größer",
      "\"größer \\u00e9\"", "-x", "|\n  a\n  b", ">-\n    folded\n    text", "|2\n    a\n   b",
      "first\n  second\n  third",
    ])
  func ranges(_ value: String) throws {
    for prefix in ["", "é: ü\n", "x: [1, \"é\", 3]\n", "# comment é\n"] {
      let (node, source) = try root("\(prefix)k: \(value)\nend: 1\n")
      #expect(try written(node["k"], source) == value)
      #expect(try written(node["end"], source) == "1")
      let key = try #require(node.entry("end"))
      #expect(String(decoding: source.bytes[key.keyRange], as: UTF8.self) == "end")
    }
  }

  @Test("Anchors and tags are no part of a value")
  func properties() throws {
    let (node, source) = try root("a: &x !!str 12\nb: *x\nc: &m\n  d: &n {e: 1}\n\"q\": ! text\n")
    #expect(try written(node["a"], source) == "12")
    #expect(node["a"]?.scalar?.value == .string)
    #expect(node["b"]?.range == node["a"]?.range)
    #expect(try written(node["c"], source).hasPrefix("d: &n {e: 1"))
    #expect(try written(node["q"], source) == "text")
  }

  @Test("Lines end where YAML says", arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
  func lineEnds(_ end: String) throws {
    let (node, source) = try root(["a: 1", "bé: x", "c: here"].joined(separator: end) + end)
    #expect(try written(node["c"], source) == "here")
  }

  @Test("A value that is not there stands on its key")
  func missingValues() throws {
    let (node, source) = try root("a:\nb: ~\nc: &x\n")
    #expect(node.entries.map { String(decoding: source.bytes[$0.value.range], as: UTF8.self) } == ["a", "~", "c"])
    #expect(node.entries.allSatisfy { $0.value.isNull })
  }

  @Test("Ordinary aliases are no bomb, however many")
  func ordinaryAliases() throws {
    var text = "d: &d { a: 1 }\nl: &l { cpu: 1, x: { y: 2 } }\n"
    for number in 0..<300 { text += "k\(number): { <<: *d, b: { limits: *l, r: { s: 1 } } }\nm\(number): *l\n" }
    #expect(try root(text).0["k299", "b", "limits", "x", "y"]?.integer == 2)
  }

  @Test("A mark of the byte order is no part of the text")
  func byteOrderMark() throws {
    let (node, source) = try root("\u{FEFF}a: 1\n")
    #expect(try written(node["a"], source) == "1")
    #expect(node.entries.first?.keyRange == 3..<4)
  }

  @Test(
    "What JSON does not have is refused, as Kubernetes and Helm refuse it",
    arguments: [
      "a: .inf\n", "a: [-.INF]\n", "a: .NaN\n", "~: 1\n", "null: 1\n", "a: { : 1 }\n", "<<: text\n", "a: { <<: [b] }\n",
    ])
  func beyondJSON(_ text: String) {
    let fault = #expect(throws: YAMLFault.self) { try root(text) }
    #expect(fault?.kind == .syntax)
  }

  @Test(
    "Words that look like them are texts", arguments: ["a: \".inf\"\n", "a: .infinity\n", "'~': 1\n", "\"null\": 1\n"])
  func withinJSON(_ text: String) throws { _ = try root(text) }

  @Test("Merge keys give way to the mapping's own")
  func mergeKeys() throws {
    let text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\nw: { \"<<\": 1 }\n"
    let (node, _) = try root(text)
    #expect(node["z"]?.texts == ["a": "0", "b": "1", "c": "2"])
    #expect(node["w", "<<"]?.integer == 1)
  }

  // MARK: Repeated keys

  @Test(
    "The last of equal keys counts, and each pair is told",
    arguments: [
      ("a: 1\nb: 2\na: 3\n", 1), ("a: 1\na: 2\na: 3\n", 2), ("{a: 1, \"a\": 2}\n", 1), ("'a': 1\n? a\n: 2\n", 1),
      ("é: 0\na: 1\n&k a: 2\n", 1), ("x: {a: 1, a: 2}\na: 1\na: 2\n", 2),
    ])
  func repeatedKeys(_ text: String, _ count: Int) throws {
    let source = SourceText(path: "a.yaml", text: text)
    let outcome = try ComposeYAML.document(in: source, as: .manifest(bytes: source.bytes.count))
    #expect(outcome.faults.count == count)
    let root = try #require(outcome.root)
    #expect(root["a"]?.integer == (text.contains("a: 3") ? 3 : 2))
    for fault in outcome.faults {
      guard case .repeatedKey(let key, _, let first, _) = fault.kind else { Issue.record("\(fault)"); continue }
      #expect(key == "a")
      let later = try #require(fault.range)
      #expect(first.lowerBound < later.lowerBound)
      for range in [first, later] {
        #expect(String(decoding: source.bytes[range], as: UTF8.self).filter { $0 != "'" && $0 != "\"" } == "a")
      }
    }
  }

  @Test(
    "Keys that are booleans are equal where the booleans are, and unlike the same words in quotes",
    arguments: [
      ("yes: 1\non: 2\n", 1), ("yes: 1\n\"yes\": 2\n", 0), ("'on': 1\non: 2\nyes: 3\n", 1), ("yes: 1\nno: 2\n", 0),
      ("yes: 1\nyes: 2\n\"yes\": 3\n", 1), ("\"yes\": 1\n'yes': 2\n", 1),
    ])
  func booleanKeys(_ text: String, _ count: Int) throws {
    let source = SourceText(path: "a.yaml", text: text)
    let outcome = try ComposeYAML.document(in: source, as: .manifest(bytes: source.bytes.count))
    #expect(outcome.faults.count == count)
    let written = try #require(outcome.root).writtenEntries.count
    #expect(outcome.root?.entries.count == written - count)
  }

  @Test("An empty collection stands on its bracket", arguments: ["a: []\n", "a: {}\n", "a: { }"])
  func emptyCollections(_ text: String) throws {
    let (node, _) = try root(text)
    #expect(node["a"]?.range == 3..<4 && node["a"]?.spot == 3..<4)
  }

  @Test("A thousand equal keys do not take a thousand times as long")
  func manyRepeatedKeys() {
    let text = String(repeating: "key: 1\n", count: 20_000)
    let source = SourceText(path: "a.yaml", text: text)
    #expect(throws: YAMLFault.self) { try ComposeYAML.document(in: source, as: .manifest(bytes: text.utf8.count)) }
  }

  // MARK: Limits

  @Test(
    "Aliases of aliases come to an end, as values and as keys",
    arguments: [
      "- ", "? ", "k: ", "{*x0 : 1}\n- ", "{ a: 1, *x39, b: 2 }\n- ", "{ # c\n *x39 , b: 2 }\n- ",
      "{ [*x39], b: 2 }\n- ", "{ &k [*x39] , b: 2 }\n- ", "{ # c\n [*x39] }\n- ", "{ !!seq [*x39]: 1 }\n- ",
      "{ a: 1, # , [\n *x39, b: 2 }\n- ", "{ \", [ a\": 1, *x39, b: 2 }\n- ", "{ !,[ a: 1, *x39, b: 2 }\n- ",
      "[ &l {*x39, *x38}, 1 ]\n- ", "[ {*x39, *x38}, 1 ]\n- ", "{*x39 #\n }\n- ", "{?*x39, b}\n- ", "{?[*x39]}\n- ",
      "[?*x39]\n- ", "[?*x39 #\n ]\n- ", "{a: b, *x39 # c\n }\n- ", "{*x39\u{85}}\n- ",
    ])
  func aliasBombs(_ use: String) throws {
    var text = "- &x0 [1, 2, 3, 4]\n"
    for level in 1...40 { text += "- &x\(level) [" + String(repeating: "*x\(level - 1), ", count: 10) + "]\n" }
    text += "- \(use)*x40\n"
    let source = SourceText(path: "a.yaml", text: text)
    let fault = #expect(throws: YAMLFault.self) {
      try ComposeYAML.document(in: source, as: .manifest(bytes: text.utf8.count))
    }
    #expect(fault?.kind == .limit)
  }

  @Test("Many aliases of a small value are no bomb")
  func manyAliases() throws {
    let text = "a: &a {x: 1}\n" + (0..<5_000).map { "k\($0): *a\n" }.joined()
    let (node, _) = try root(text)
    #expect(node.entries.count == 5_001)
  }

  @Test("A list may be all of aliases, on one line or several", arguments: [", ", ",\n    "])
  func listOfAliases(_ separator: String) throws {
    let items = Array(repeating: "*a", count: 40).joined(separator: separator)
    let (node, _) = try root("a: &a {x: 1}\nb: [\"x\", y]\nc: [\(items)]\nd:\n  - [ \(items) ]\n")
    #expect(node["c"]?.items.count == 40)
  }

  @Test("An alias of a long text is read once, and not written out for ever")
  func longAliases() throws {
    let text = String(repeating: "é", count: 150_000)
    let (node, source) = try root("a: &a [\"\(text)\"]\nb: *a\nc: *a\n")
    #expect(node["c"]?.items.first?.text == text)
    #expect(try written(node["b"], source) == written(node["a"], source))
    let many = "a: &a [\"\(text)\"]\n" + (0..<60_000).map { "k\($0): *a\n" }.joined()
    let fault = #expect(throws: YAMLFault.self) { try root(many) }
    #expect(fault?.kind == .limit)
    #expect(fault?.message.contains("MB of text") == true)
  }

  @Test("What stands in an anchor counts at each alias, with its depth")
  func aliasLimits() throws {
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(throws: Never.self) { try root("a: &a \(deep)\nb: [*a]\n") }
    let nested = String(repeating: "[", count: 70) + "*a" + String(repeating: "]", count: 70)
    #expect(throws: YAMLFault.self) { try root("a: &a \(deep)\nb: \(nested)\n") }
  }

  @Test("Blocks end with their lines, also where CR ends those")
  func blocks() throws {
    let end = "\r"
    let (node, source) = try root(["a: |", "  x", "  y", "b: 1", "c: |2", "    z", "d: 2"].joined(separator: end))
    #expect(try written(node["a"], source) == "|\(end)  x\(end)  y")
    #expect(try written(node["c"], source) == "|2\(end)    z")
    let many = (0..<20_000).map { "k\($0): |\(end)  x\(end)" }.joined()
    #expect(try root(many).0.entries.count == 20_000)
  }

  @Test("Deep nesting is refused by a limit that is named", arguments: ["[", "{a: ", "- "])
  func nesting(_ open: String) {
    for depth in [150, 900, 20_000] {
      let text = String(repeating: open, count: depth)
      let close =
        open == "[" ? String(repeating: "]", count: depth) : open == "- " ? "x" : String(repeating: "}", count: depth)
      let source = SourceText(path: "a.yaml", text: text + close)
      #expect(throws: YAMLFault.self) { try ComposeYAML.document(in: source, as: .manifest(bytes: source.bytes.count)) }
    }
  }

  @Test("Every prefix and every changed byte of a manifest is read or refused")
  func robustness() throws {
    let text = Array(
      "a: &x \"q\\\"é\"\n<<: {b: 'it''s'}\nc: |-\n  text\n\n  more\nd: *x\ne: [1, {f: g}, ~]\n---\n{\"a\": \"b\"}\n"
        .utf8)
    for end in text.indices {
      _ = ManifestFile(SourceText(path: "a.yaml", bytes: Array(text[..<end])))
      for byte in [0x00, 0x0A, 0x22, 0x26, 0x3A, 0x7B, 0xC3, 0xFF] as [UInt8] {
        var changed = text
        changed[end] = byte
        _ = ManifestFile(SourceText(path: "a.yaml", bytes: changed))
      }
    }
  }
}
