import Dockerfile
import Linting
import Testing

@Suite struct HeredocTests {
  struct Row: Sendable {
    var text: String
    /// `name`, `!` for one without expansion, `-` for one without leading tabs, and the body.
    var heredocs: [String]
    /// The keywords of all instructions.
    var keywords: [String]
  }

  @Test("A line that is too long leaves the heredoc open for BuildKit: the fault is that of the instruction")
  func overlongLine() {
    let long = String(repeating: "a", count: 65_536)
    let model = modelled("FROM a:1\nRUN <<EOF\n\(long)\n\(long)\nEOF\nRUN true\n")
    #expect(model.faults.map { model.source.line(at: $0.range.lowerBound) } == [2])
    #expect(model.faults.first?.message.contains("line 3 has 65536 bytes") == true)
    #expect(model.syntax.instructions.count == 3)
  }

  @Test(
    "Bodies are found behind the line that opens them",
    arguments: [
      Row(text: "RUN <<E\na\nb\nE\nRUN c", heredocs: ["E:a\nb\n"], keywords: ["RUN", "RUN"]),
      Row(text: "RUN cat <<A 3<<B > x\na\nA\nb\nB\n", heredocs: ["A:a\n", "B:b\n"], keywords: ["RUN"]),
      Row(text: "COPY <<'E' <<\"F G\" /x/\n$a\nE\n$b\nF G\n", heredocs: ["!E:$a\n", "!F G:$b\n"], keywords: ["COPY"]),
      Row(text: "ADD <<E\"F\" /x\nEF\n", heredocs: ["!EF:"], keywords: ["ADD"]),
      Row(text: "RUN <<\\E\n$a\nE\n", heredocs: ["E:$a\n"], keywords: ["RUN"]),
      Row(text: "RUN << E\na\nE\n", heredocs: ["E:a\n"], keywords: ["RUN"]),
      Row(text: "RUN <<-E\n\ta\n\t\tE\nRUN b", heredocs: ["-E:\ta\n"], keywords: ["RUN", "RUN"]),
      Row(text: "RUN <<E\n\tE\n E\nE \nE\nRUN b", heredocs: ["E:\tE\n E\nE \n"], keywords: ["RUN", "RUN"]),
      Row(text: "RUN <<E\r\na\r\nE\r\nRUN b", heredocs: ["E:a\r\n"], keywords: ["RUN", "RUN"]),
      Row(text: "RUN <<E \\\n  <<F\ne\nE\nf\nF\n", heredocs: ["E:e\n", "F:f\n"], keywords: ["RUN"]),
      Row(text: "ONBUILD RUN <<E\na\nE\nRUN b", heredocs: ["E:a\n"], keywords: ["ONBUILD", "RUN"]),
      Row(text: "RUN <<E\n# no comment\nRUN \\\nE\n", heredocs: ["E:# no comment\nRUN \\\n"], keywords: ["RUN"]),
      // The word goes on to the next blank.
      Row(text: "RUN <<E>out\na\nE>out\n", heredocs: ["E>out:a\n"], keywords: ["RUN"]),
      // What opens none.
      Row(text: "RUN cat<<E\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      Row(text: "RUN <<<E\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      Row(text: "RUN \"<<E\"\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      Row(text: "RUN [\"<<E\"]\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      Row(text: "CMD <<E\nRUN b", heredocs: [], keywords: ["CMD", "RUN"]),
      Row(text: "RUN <<E it's\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      Row(text: "RUN <<E ${x^^}\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      Row(text: "RUN <<'E\nRUN b", heredocs: [], keywords: ["RUN", "RUN"]),
      // These lex, because nothing is set.
      Row(text: "RUN <<E ${x:=y} ${x:0:3} $(a)\nE\nRUN b", heredocs: ["E:"], keywords: ["RUN", "RUN"]),
    ])
  func bodies(_ row: Row) {
    let syntax = parsed(row.text)
    let described = syntax.instructions.flatMap { instruction in
      instruction.heredocs.map { heredoc in
        (heredoc.expands ? "" : "!") + (heredoc.chomps ? "-" : "") + heredoc.name + ":"
          + syntax.source.text(heredoc.content)
      }
    }
    #expect(described == row.heredocs)
    #expect(syntax.instructions.map(\.name) == row.keywords)
    #expect(syntax.faults == [])
  }

  @Test("A number before the mark is the file descriptor")
  func fileDescriptor() {
    #expect(parsed("RUN a 3<<E <<F\nE\nF\n").instructions[0].heredocs.map(\.fileDescriptor) == [3, 0])
  }

  @Test(
    "A body without its end goes to the end of the file, and is a fault",
    arguments: ["RUN <<E\na\n E", "RUN <<E", "RUN <<E <<F\nE\na\n"])
  func unterminated(_ text: String) {
    let syntax = parsed("\(text)")
    #expect(syntax.faults.count == 1)
    #expect(syntax.instructions.count == 1)
    #expect(syntax.epilogue.isEmpty)
  }

  @Test("Of several open heredocs only the first is a fault: the file ends with its body")
  func severalOpen() {
    let syntax = parsed("FROM a\nRUN a <<A <<B <<C\n1\nA\n2\n")
    #expect(syntax.faults.count == 1)
    #expect(syntax.faults.first?.message.contains("“B”") == true)
    #expect(syntax.instructions.last?.heredocs.map(\.name) == ["A", "B"])
  }
}
