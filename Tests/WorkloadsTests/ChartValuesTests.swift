import Linting
import Testing
import Workloads

/// Values are merged as Helm merges them, and know where they come from.
@Suite struct ChartValuesTests {
  private func stack(
    _ files: [String], set: [String] = [], setString: [String] = []
  ) throws -> ValuesStack {
    var settings: [ValueSetting] = []
    for text in set { settings.append(try ValueSetting(text)) }
    for text in setString { settings.append(try ValueSetting(text, isText: true)) }
    return try ValuesStack(
      files.enumerated().map { ValuesFile(SourceText(path: "\($0.offset).yaml", text: $0.element)) }, settings: settings
    )
  }

  /// A value in one line: `{a: 1, b: [x, "2"]}`, without what is null.
  private func words(_ value: MergedValue) -> String {
    switch value.content {
    case .scalar(let scalar): scalar.value == .string ? "\"\(scalar.text)\"" : scalar.text
    case .list(let items): "[" + items.map(words).joined(separator: ", ") + "]"
    case .map(let map):
      "{" + map.entries.filter { !$0.value.isNull }.map { "\($0.key): \(words($0.value))" }.joined(separator: ", ")
        + "}"
    }
  }

  private func merged(_ files: [String], set: [String] = [], setString: [String] = []) throws -> String {
    words(try #require(try stack(files, set: set, setString: setString).merged))
  }

  @Test(
    "Mappings are joined, all else is replaced, null deletes, later wins",
    arguments: [
      (["a: {b: 1, c: 2}\n", "a: {c: 3, d: 4}\n"], "{a: {b: 1, c: 3, d: 4}}"),
      (["a: [1, 2]\n", "a: [3]\n"], "{a: [3]}"), (["a: {b: 1, c: 2}\n", "a: {b: null}\n"], "{a: {c: 2}}"),
      (["a: {b: 1}\n", "a: 5\n"], "{a: 5}"), (["a: 5\n", "a: {b: 1}\n"], "{a: {b: 1}}"),
      (["a: 1\n", "", "# nothing\n"], "{a: 1}"), (["", "a: 1\n"], "{a: 1}"),
      // The user's files are joined before they meet the chart's: the null is gone by then.
      (["a: {b: 1}\n", "a: null\n", "a: {c: 2}\n"], "{a: {b: 1, c: 2}}"),
      (["a: &x {b: 1}\nc: *x\n"], "{a: {b: 1}, c: {b: 1}}"),
    ])
  func merging(_ files: [String], _ expected: String) throws { #expect(try merged(files) == expected) }

  @Test(
    "Options are read in Helm's grammar",
    arguments: [
      ("a=1,b=x", "{a: 1, b: \"x\"}"), ("a.b.c=true", "{a: {b: {c: true}}}"), ("a=1.5", "{a: \"1.5\"}"),
      ("a=007", "{a: \"007\"}"), ("a=0", "{a: 0}"), ("a=yes", "{a: \"yes\"}"), ("a=1e3", "{a: \"1e3\"}"),
      ("a=", "{a: \"\"}"),
      ("a=TRUE", "{a: true}"), ("a=null", "{}"), ("a={x,y}", "{a: [\"x\", \"y\"]}"), ("a={},b=1", "{a: [], b: 1}"),
      ("a=[]", "{a: []}"), ("a\\.b=1", "{a.b: 1}"), ("a=x\\,y", "{a: \"x,y\"}"), ("a=b=c", "{a: \"b=c\"}"),
      ("a[1].b=x", "{a: [null, {b: \"x\"}]}"), ("a[0][1]=x", "{a: [[null, \"x\"]]}"), ("a={1,null}", "{a: [1, null]}"),
      ("a.b={x\\}},c=2", "{a: {b: [\"x}\"]}, c: 2}"), ("a=1,", "{a: 1}"), ("a=é", "{a: \"é\"}"),
    ])
  func settings(_ text: String, _ expected: String) throws { #expect(try merged([""], set: [text]) == expected) }

  @Test("Options come after all files, texts after all others, and lists are changed in place")
  func precedence() throws {
    #expect(try merged(["a: 1\n", "a: 2\n"], set: ["a=3"], setString: ["a=4"]) == "{a: \"4\"}")
    #expect(try merged(["a: 1\n"], setString: ["a=true,b={1}"]) == "{a: \"true\", b: [\"1\"]}")
    // A list of the chart's own is not the user's: it is replaced.
    #expect(try merged(["a: [1, 2]\n"], set: ["a[0]=9"]) == "{a: [9]}")
    #expect(try merged(["", "a: [1, 2]\n"], set: ["a[0]=9"]) == "{a: [9, 2]}")
    #expect(try merged(["a: {b: 1}\n"], set: ["a.b=null"]) == "{a: {}}")
  }

  @Test(
    "What is no option says why and shows no value",
    arguments: [
      ("", "empty"), ("a", "`a=VALUE`"), ("a.b", "`a.b`"), ("=secret", "empty key"), ("a..b=secret", "empty key"),
      ("a[x]=secret", "index"), ("a[70000]=secret", "index"), ("a[0=secret", "index"), ("a={secret", "no `}` closes"),
      ("a={secret}b", "text behind"), (String(repeating: "a.", count: 40) + "b=secret", "30 levels"),
    ])
  func faults(_ text: String, _ words: String) {
    let fault = #expect(throws: ValueSetting.Fault.self) { try ValueSetting(text) }
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
    #expect(fault?.message.contains("secret") == false)
  }

  @Test("An option that goes through a value of another kind is refused")
  func mismatch() {
    for (file, option, words) in [
      ("a: 1\n", "a.b=2", "--set wants `a` to be a mapping"),
      ("a: {b: 1}\n", "a.b[0]=2", "--set wants `a.b` to be a list"),
    ] {
      let fault = #expect(throws: ValueSetting.Fault.self) { try stack(["", file], set: [option]) }
      #expect(fault?.message.hasPrefix(words) == true)
    }
  }

  @Test("Each value knows its file, its key and its place")
  func origins() throws {
    let files = ["a:\n  b: 1\n  c: x\nd: {}\n", "a:\n  c: yy\n"]
    let stack = try stack(files, set: ["a.e=1"])
    let root = try #require(stack.merged)
    func origin(_ path: String) throws -> String {
      let way = try #require(ValuePath(path))
      let match = try #require(way.matches(in: root).first)
      switch (match.value ?? match.parent).origin {
      case .file(let file, let key, let value):
        let range = match.value == nil ? key : value
        return "\(file) " + String(decoding: Array(files[file].utf8)[range], as: UTF8.self)
      case .setting(let number): return "--set \(number)"
      }
    }
    #expect(try origin("a.b") == "0 1")
    #expect(try origin("a.c") == "1 yy")
    #expect(try origin("a.e") == "--set 0")
    // What is not there stands on the key of the mapping that would hold it, in the last file that has it.
    #expect(try origin("a.f") == "1 a")
    #expect(try origin("d.g.h") == "0 d")
    #expect(try origin("g") == "1 ")
  }

  @Test("A star stands for each key of a level")
  func paths() throws {
    let root = try #require(try stack(["a: {x: 1}\nb: {x: 2}\nc: {y: 3}\nd: 4\n\"e.f\": 5\n"]).merged)
    let names = { (path: String) in ValuePath(path)?.matches(in: root).map(\.name) }
    #expect(names("*.x") == ["a.x", "b.x"])
    #expect(names("*") == ["a", "b", "c", "d", "e.f"])
    #expect(names("e\\.f") == ["e.f"])
    #expect(names("d.x") == ["d.x"])
    #expect(ValuePath("*.x")?.matches(in: root, wildcards: ["b"]).map { $0.value?.text } == ["2"])
    for path in ["", ".", "a.", ".a", "a..b", "a\\"] { #expect(ValuePath(path) == nil) }
  }

  @Test("A number in brackets is an item of a list, and a star each item")
  func items() throws {
    let root = try #require(
      try stack(["hosts: [{name: a, ports: [1, 2]}, {name: b}]\n\"c[0]\": 7\nm: {x: 1}\n\"*\": 8\n"]).merged)
    let found = { (path: String, wildcards: [String]) in
      ValuePath(path)?.matches(in: root, wildcards: wildcards).map { "\($0.name)=\($0.value?.text ?? "-")" }
    }
    #expect(found("hosts[0].name", []) == ["hosts[0].name=a"])
    #expect(found("hosts[0].ports[1]", []) == ["hosts[0].ports[1]=2"])
    #expect(found("hosts[2].name", []) == ["hosts[2].name=-"])
    #expect(found("m[0]", []) == ["m[0]=-"])
    for path in ["hosts[*].name", "hosts.*.name"] {
      #expect(found(path, []) == ["hosts[0].name=a", "hosts[1].name=b"])
      #expect(found(path, ["1"]) == ["hosts[1].name=b"])
      #expect(found(path, ["x"]) == [])
    }
    #expect(found("hosts[*].ports[0]", []) == ["hosts[0].ports[0]=1", "hosts[1].ports[0]=-"])
    #expect(found("*[0].name", []) == ["hosts[0].name=a"])
    #expect(found("c\\[0]", []) == ["c[0]=7"])
    #expect(found("\\*", []) == ["*=8"])
    // What is missed is missed in the list.
    let match = ValuePath("hosts[5].name")?.matches(in: root).first
    #expect(match?.parent.isList == true)
    #expect(ValuePath("a.*[*].b")?.wildcards == 2)
    for path in ["a[", "a[x]", "a[-1]", "a[]", "a[0]b", "[0]", "a.[0]", "a[99999999999999999999]", "a[65537]"] {
      #expect(ValuePath(path) == nil, "\(path)")
    }
  }

  @Test("What Helm does not read is a fault, and nothing is guessed from it")
  func unreadable() throws {
    #expect(ValuesFile(SourceText(path: "a", text: "a: 1\n---\nb: 2\n")).faults.map(\.kind) == [.syntax])
    #expect(ValuesFile(SourceText(path: "a", text: "---\n# a\n---\nb: 2\n")).root?["b"]?.integer == 2)
    #expect(ValuesFile(SourceText(path: "a", text: "- a\n")).isReadable == false)
    #expect(ValuesFile(SourceText(path: "a", text: "# nothing\n")).isReadable)
    #expect(ValuesFile(SourceText(path: "a", text: "a: '{{ .Release.Name }}'\n")).isReadable)
    #expect(try stack(["a: 1\n", "a: [\n"]).merged == nil)
    let deep = String(repeating: "[", count: 200)
    #expect(ValuesFile(SourceText(path: "a", text: "a: \(deep)")).isReadable == false)
  }

  @Test("Large files are merged in the time that they take")
  func large() throws {
    let file = (0..<50_000).map { "key\($0): { a: \($0), b: [x] }\n" }.joined()
    let root = try #require(try stack([file, file, "key7: { a: z }\n"]).merged)
    #expect(root.map?.count == 50_000)
    #expect(ValuePath("key7.a")?.matches(in: root).first?.value?.text == "z")
  }
}
