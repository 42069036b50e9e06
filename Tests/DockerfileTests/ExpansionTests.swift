import Dockerfile
import Linting
import Testing

@Suite struct ExpansionTests {
  private static let variables: Environment = {
    var variables = Environment()
    variables.set("a", to: .known("one"))
    variables.set("empty", to: .known(""))
    variables.set("path", to: .known("/usr/local/lib.tar.gz"))
    variables.set("two", to: .known("x y"))
    variables.set("é", to: .known("accent"))
    variables.set("later", to: .uncertain("linux"))
    variables.set("lines", to: .known("p\nq"))
    return variables
  }()

  private func expanded(_ text: String, escape: Character = "\\") throws(ExpansionFault) -> Expansion {
    try expand(Array(text.utf8), escape: escape.asciiValue ?? 0x5C, in: Self.variables)
  }

  @Test(
    "Variables are replaced, quotes and escapes removed",
    arguments: [
      ("$a ${a} x$a-y", "one one xone-y"), ("$unset|${unset}", "|"), ("$ab", ""), ("$é", "accent"),
      ("'$a' \"$a\"", "$a one"), ("\\$a \\a", "$a a"),
      ("\"\\$a \\\" \\\\ \\x\"", "$a \" \\ \\x"), ("'\\'", "\\"), ("a\\", "a"), ("$", "$"), ("$ a", "$ a"),
      ("a$", "a$"), ("$.", "$."), ("$$", ""), ("$1 ${12} $@", "  "),
      ("\"'\" '\"'", "' \""),
      // Defaults.
      ("${a-x} ${unset-x} ${empty-x}", "one x "), ("${a:-x} ${unset:-x} ${empty:-x}", "one x x"),
      ("${unset:-$a}", "one"), ("${unset:-${empty:-\"b c\"}}", "b c"),
      ("${unset:-'}'}", "}"), ("${unset:-}", ""), ("${unset-a\\}b}", "a}b"),
      // Alternatives.
      ("${a+x} ${unset+x} ${empty+x}", "x  x"), ("${a:+x} ${unset:+x} ${empty:+x}", "x  "),
      ("${a?x} ${empty?x} ${a:?x}", "one  one"),
      // Trimming.
      ("${path#*/} ${path##*/}", "usr/local/lib.tar.gz lib.tar.gz"),
      ("${path%.*} ${path%%.*}", "/usr/local/lib.tar /usr/local/lib"),
      ("${path#x} ${path%x}", "/usr/local/lib.tar.gz /usr/local/lib.tar.gz"),
      ("${a#?} ${a%?}", "ne on"), ("${a#[o]}", "one"), ("${a##*}", ""), ("${a#*}", "one"), ("${unset#x}", ""),
      ("${a#\\*}", "one"), ("${lines#*q}", "p\nq"), ("${lines%%\n*}", "p"),
      // Replacing.
      ("${path/local/x}", "/usr/x/lib.tar.gz"),
      ("${path/./-} ${path//./-}", "/usr/local/lib-tar.gz /usr/local/lib-tar-gz"), ("${a/n/}", "oe"),
      ("${a//?/x}", "xxx"),
      ("${a/x/y}", "one"), ("${path//\\//:}", ":usr:local:lib.tar.gz"), ("${a/*/x}", "x"), ("${unset/a/b}", ""),
    ])
  func expansion(_ text: String, _ expected: String) throws {
    #expect(try expanded(text).text == expected)
  }

  @Test("The escape character is the one of the file")
  func escape() throws {
    #expect(try expanded("`$a \\$a \"`$a `x\"", escape: "`").text == "$a \\one $a `x")
  }

  @Test(
    "What BuildKit refuses is refused, with a reason",
    arguments: [
      ("'a", "single quote"), ("\"a", "double quote"), ("${", "not closed"), ("${a", "not closed"),
      ("${a:-b", "not closed"), ("${}", "bad substitution"),
      ("${:a}", "bad substitution"), ("${{a}}", "bad substitution"), ("${a^^}", "unsupported modifier"),
      ("${a,,}", "unsupported modifier"),
      ("${a:=b}", "unsupported modifier"), ("${a=b}", "unsupported modifier"), ("${a:0:3}", "unsupported modifier"),
      ("${!a}", "unsupported modifier"),
      ("${a[0]}", "unsupported modifier"), ("${a:#b}", "unsupported modifier"),
      ("${unset:?}", "unset: is not allowed to be unset"), ("${unset?}", "unset: is not allowed to be unset"),
      ("${empty:?no value}", "empty: no value"), ("${a/b}", "not closed"), ("${a#\\b}", "invalid escape"),
      ("${a:-${}}", "bad substitution"),
    ])
  func refusals(_ text: String, _ reason: String) {
    let fault = #expect(throws: ExpansionFault.self) { try expanded(text) }
    #expect(fault?.message.contains(reason) == true, "\(fault?.message ?? "")")
  }

  @Test(
    "Blanks split, those of variables too, quoted ones do not",
    arguments: [
      ("a  b", ["a", "b"]), ("$two", ["x", "y"]), ("\"$two\"", ["x y"]), ("a$two", ["ax", "y"]), ("'' b", ["b"]),
      ("a\u{A0}\"\u{2003}\"\u{2003}b", ["a", "\u{2003}", "b"]),
      ("$empty b", ["b"]), ("a\\ b", ["a b"]), (" ", []),
      ("\"a b\"c d", ["a bc", "d"]),
    ])
  func words(_ text: String, _ expected: [String]) throws {
    #expect(try expanded(text).words == expected)
  }

  @Test("Each use is known with its name and range, that in an unused default too")
  func uses() throws {
    let text = "$a ${unset:-$b} '$c' ${empty}"
    let uses = try expanded(text).uses
    #expect(uses.map(\.name).sorted() == ["a", "b", "empty", "unset"])
    #expect(uses.filter { !$0.isSet }.map(\.name).sorted() == ["b", "unset"])
    let bytes = Array(text.utf8)
    #expect(
      uses.map { String(decoding: bytes[$0.range], as: UTF8.self) }.sorted() == [
        "$a", "$b", "${empty}", "${unset:-$b}",
      ])
  }

  @Test(
    "What depends on an unknown value is not resolved",
    arguments: [("$a", true), ("$unset", false), ("$later", false), ("a", true), ("'$unset'", true)])
  func resolution(_ text: String, _ isResolved: Bool) throws {
    #expect(try expanded(text).isResolved == isResolved)
  }

  @Test("What a file's values would grow to without end is uncertain, what is written before is not")
  func growth() {
    let doubled = (1...60).map { "ENV A\($0)=$A\($0 - 1)$A\($0 - 1)\n" }.joined()
    let stage = modelled("FROM a\nENV A0=x\n" + doubled + "ENV B=b\nENV C=$B\n").stages.first
    #expect(stage?.environment.value(of: "A3") == .known("xxxxxxxx"))
    let last = stage?.environment.value(of: "A60")
    #expect(last != .known(last?.text ?? ""))
    #expect((1...60).allSatisfy { (stage?.environment.value(of: "A\($0)")?.text.utf8.count ?? 0) < 1 << 23 })
    #expect(stage?.environment.value(of: "B") == .known("b"))
  }

  @Test("The budget is one for all stages, and for all uses of a long value")
  func sharedBudget() {
    let long = String(repeating: "x", count: 1 << 16)
    let stages = String(repeating: "FROM a\nENV A=\(long)\nENV B=$A\nENV C=${A#y}\n", count: 100)
    let values = modelled(stages).stages.map { $0.environment.value(of: "B") }
    #expect(values.first == .known(long))
    #expect(values.last == .uncertain("$A"))
  }

  @Test("A pattern that would try every part of a value again and again ends, and leaves the value uncertain")
  func patternWork() {
    let stage = modelled(
      "FROM a\nENV V=1.2.3\nENV A=\(String(repeating: "a", count: 4000))\nENV S=${V//./-} T=${A//a/b}\n"
        + "ENV B=${A//a*b/x}\nENV C=${A%%a*b*c}\n"
    ).stages.first
    #expect(stage?.environment.value(of: "S") == .known("1-2-3"))
    #expect(stage?.environment.value(of: "T") == .known(String(repeating: "b", count: 4000)))
    #expect(stage?.environment.value(of: "B") == .uncertain("${A//a*b/x}"))
  }
}
