import Dockerfile
import Linting
import Testing

@Suite struct ArgumentTests {
  struct Row: Sendable {
    var line: String
    var form: String
    var arguments: [String]

    init(_ line: String, _ form: String, _ arguments: [String]) {
      self.line = line
      self.form = form
      self.arguments = arguments
    }
  }

  @Test(
    "Arguments are read by the grammar of their instruction",
    arguments: [
      // A JSON array, and what falls back to a shell.
      Row("CMD [\"a\", \"b c\"]", "exec", ["a", "b c"]), Row("cmd  [ \"a\" ] ", "exec", ["a"]),
      Row("CMD []", "exec", []),
      Row("CMD [\"\\u00e9\\n\\\"\\ud83d\\ude00\"]", "exec", ["é\n\"😀"]), Row("CMD [\"\\ud83d\"]", "exec", ["\u{FFFD}"]),
      Row("CMD ['a']", "shell", ["['a']"]), Row("CMD [\"a\",]", "shell", ["[\"a\",]"]),
      Row("CMD [\"a\"] b", "shell", ["[\"a\"] b"]),
      Row("CMD [\"a\"", "shell", ["[\"a\""]), Row("CMD [\"\\x\"]", "shell", ["[\"\\x\"]"]),
      Row("CMD [01]", "shell", ["[01]"]),
      Row("CMD [\"a\tb\"]", "shell", ["[\"a\tb\"]"]), Row("CMD a  b", "shell", ["a  b"]), Row("RUN", "shell", [""]),
      Row("RUN --network=none -- --x", "shell", ["--x"]), Row("RUN [\"a\"\\\n]", "exec", ["a"]),
      // Words.
      Row("FROM a as b", "words", ["a", "as", "b"]), Row("EXPOSE 80 \t443/udp", "words", ["80", "443/udp"]),
      Row("COPY \"a b\" c", "words", ["\"a", "b\"", "c"]), Row("COPY [\"a b\", \"c\"]", "exec", ["a b", "c"]),
      Row("COPY [a b", "words", ["[a", "b"]), Row("VOLUME [\"/a\"]", "exec", ["/a"]),
      Row("VOLUME /a /b", "words", ["/a", "/b"]),
      Row("FROM a\u{A0}b", "words", ["a\u{A0}b"]),
      // The whole rest.
      Row("USER a b ", "words", ["a b"]), Row("WORKDIR  /a  b", "words", ["/a  b"]),
      Row("MAINTAINER A B <c>", "words", ["A B <c>"]),
      Row("USER", "words", []),
      // Pairs.
      Row("ENV A=b C=\"d e\" F='g h' I=j\\ k", "pairs", ["A", "b", "C", "\"d e\"", "F", "'g h'", "I", "j\\ k"]),
      Row("ENV A b  c=d", "pairs", ["A", "b  c=d"]), Row("ENV A \"b", "pairs", ["A", "\"b"]),
      Row("ENV A=b=c", "pairs", ["A", "b=c"]),
      Row("ENV A=", "pairs", ["A", ""]), Row("LABEL \"a b\"=c", "pairs", ["\"a b\"", "c"]),
      Row("ENV A='\\' B=c", "pairs", ["A", "'\\'", "B", "c"]),
      Row("ENV A=\"\\\" B=c\" D=e", "pairs", ["A", "\"\\\" B=c\"", "D", "e"]),
      Row("ARG A B=c \"D\"", "pairs", ["A", "-", "B", "c", "\"D\"", "-"]),
      Row("ENV A=b \\\n  C=d", "pairs", ["A", "b", "C", "d"]),
      // A type, then a command.
      Row("HEALTHCHECK CMD a b", "shell", ["a b"]), Row("HEALTHCHECK cmd [\"a\"]", "exec", ["a"]),
      Row("HEALTHCHECK NONE", "words", []),
      Row("HEALTHCHECK --retries=2 CMD a", "shell", ["a"]),
    ])
  func arguments(_ row: Row) throws {
    let instruction = try #require(parsed(row.line).instructions.first)
    #expect(instruction.form == row.form)
    #expect(instruction.argumentTexts == row.arguments)
  }

  @Test(
    "Leading words with two hyphens are flags, for every instruction",
    arguments: [
      ("COPY --from=a --link b c", ["--from=a", "--link"], ["b", "c"]),
      ("COPY --chown=\"a b\" c d", ["--chown=a b"], ["c", "d"]),
      ("COPY --x='a'\\ b c d", ["--x=a b"], ["c", "d"]), ("COPY a --from=b", [], ["a", "--from=b"]),
      ("COPY -- --a b", [], ["--a", "b"]),
      ("COPY --a -- -- b", ["--a"], ["--", "b"]), ("CMD --help", ["--help"], [""]), ("ENV --a b", ["--a"], ["b", "-"]),
      ("COPY --fr\\\nom=a b c", ["--from=a"], ["b", "c"]),
      (
        "RUN --mount=type=cache,target=/a \\\n --network=none a", ["--mount=type=cache,target=/a", "--network=none"],
        ["a"]
      ),
      ("COPY --a=\"b c d", ["--a=b c d"], []), ("COPY -a b", [], ["-a", "b"]),
    ])
  func flags(_ line: String, _ flags: [String], _ arguments: [String]) throws {
    let instruction = try #require(parsed(line).instructions.first)
    #expect(instruction.flags.map(\.text) == flags)
    #expect(instruction.argumentTexts == arguments)
  }

  @Test("A flag has a name, a value and a place")
  func flag() throws {
    let syntax = parsed("FROM a\nCOPY --link --from=b \\\n  --chown='1 2' c d")
    let copy = try #require(syntax.instructions.last)
    #expect(copy.flags.map(\.name) == ["link", "from", "chown"])
    #expect(copy.flags.map(\.value) == [nil, "b", "1 2"])
    #expect(copy.flags.map { syntax.place(of: $0.range, in: copy).short } == ["2:6-2:12", "2:13-2:21", "3:3-3:16"])
    #expect(copy.flag("from").map { syntax.place(of: $0.valueRange, in: copy).short } == "2:20-2:21")
  }

  @Test("ONBUILD holds one instruction")
  func trigger() throws {
    let instructions = parsed("ONBUILD copy --from=a b c\nONBUILD ONBUILD ONBUILD RUN a\nONBUILD").instructions
    #expect(instructions.map { $0.trigger.map(\.name) } == [["COPY"], ["ONBUILD"], []])
    let copy = try #require(instructions.first?.trigger.first)
    #expect(copy.argumentTexts == ["b", "c"])
    #expect(copy.flags.map(\.text) == ["--from=a"])
  }

  @Test("A keyword is spelt in any case, and an unknown one is kept as written")
  func keywords() {
    let instructions = parsed("froM a\nFRÖM b\nrnu c\n").instructions
    #expect(instructions.map(\.keyword) == [.from, nil, nil])
    #expect(instructions.map(\.spelling.text) == ["froM", "FRÖM", "rnu"])
    #expect(instructions.map(\.name) == ["FROM", "FRÖM", "RNU"])
  }

  @Test(
    "What the parser alone refuses is a fault at its place",
    arguments: [
      ("CMD [\"a\", 1]", "1:11-1:12"), ("RUN [ {} ]", "1:7-1:9"), ("ENV A", "1:5-1:6"), ("ENV A=b C", "1:9-1:10"),
      ("LABEL a= b", "1:10-1:11"), ("HEALTHCHECK NONE [null]", "1:19-1:23"),
    ])
  func faults(_ line: String, _ place: String) {
    let syntax = parsed(line)
    #expect(syntax.faults.map { syntax.source.place(of: $0.range).short } == [place])
  }
}
