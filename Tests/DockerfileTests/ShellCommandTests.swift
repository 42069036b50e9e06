import Dockerfile
import Linting
import Testing

@Suite struct ShellCommandTests {
  /// The commands of the last RUN of a text, as `program argument …`, with `?` behind a word that is not known.
  private func commands(_ text: String) -> [String] {
    runs(text).map { command in
      ([command.name] + command.arguments).map { $0.text + ($0.isKnown ? "" : "?") }.joined(separator: " ")
    }
  }

  private func runs(_ text: String) -> [ShellCommand] {
    modelled("FROM a\n" + text).stages.last?.runs.last?.commands ?? []
  }

  @Test(
    "Every command that a RUN may start is found",
    arguments: [
      ("RUN a b && c || d; e & f | g |& h", ["a b", "c", "d", "e", "f", "g", "h"]), ("RUN ! a", ["a"]),
      ("RUN a # b && c", ["a"]),
      ("RUN (a; b) && { c; d; }", ["a", "b", "c", "d"]),
      ("RUN if a; then b; elif c; then d; else e; fi; f", ["a", "b", "c", "d", "e", "f"]),
      ("RUN for x in 1 2; do a; done && b", ["a", "b"]),
      ("RUN while a; do b; done; until c; do d; done", ["a", "b", "c", "d"]),
      ("RUN case $x in a|b) c;; (d) e;; *) f;; esac; g", ["c", "e", "f", "g"]),
      ("RUN f() { a; }; function g { b; }; f", ["a", "b", "f"]),
      (
        "RUN a $(b `c`) \"$(d)\" <(e)",
        ["c", "b `c`?", "d", "e", "a $(b `c`)? $(d)? <(e)?"]
      ),
      ("RUN a >b 2>&1 <c >>d e", ["a e"]), ("RUN >b a", ["a"]),
      ("RUN a \\\n  && b \\\n  # c\n\n  && d", ["a", "b", "d"]),
      ("RUN [[ a && b ]] && c", ["[[ a b ]]", "c"]), ("RUN ((x++)) && a $((1 + 2))", ["a $((1 + 2))?"]), ("RUN if", []),
      ("RUN a ${x:-\"}\"} && b", ["a ${x:-\"}\"}?", "b"]), ("RUN a ${x:-{} && b", ["a ${x:-{}?", "b"]),
      ("RUN a \"${x:-it's}\" ${x#'}'} && b", ["a ${x:-it's}? ${x#'}'}?", "b"]), ("RUN a ${x", ["a ${x?"]),
      ("RUN a \"${x%'}'}\" && b", ["a ${x%'}'}?", "b"]), ("RUN a $'b\\'c' && d", ["a b'c", "d"]),
      ("RUN a ${x:-${y:-$(b)}} \"${x:=`c`}\"", ["b", "c", "a ${x:-${y:-$(b)}}? ${x:=`c`}?"]),
      ("RUN a $(( $(b) + `c` )); (( $(d) ))", ["b", "c", "a $(( $(b) + `c` ))?", "d"]),
      ("RUN x=(a $(b) \"${y:-$(c)}\"); d", ["b", "c", "d"]), ("RUN x=(a # ) &&\nb", []),
      ("RUN coproc a b; coproc N { c; }; coproc (d); coproc { e; }", ["a b", "c", "d", "e"]),
      ("RUN for ((i=$(a); i < 1; i++)); do b; done", ["a", "b"]),
      ("RUN", []),
      ("RUN ;; a", ["a"]), ("RUN done; a", ["a"]), ("RUN echo ')' && a", ["echo )", "a"]),
      ("RUN echo 'a && b' \"c; d\" e\\&f", ["echo a && b c; d e&f"]),
      ("RUN [\"a\", \"b && c\"]", ["a b && c"]), ("RUN [\"sh\", \"-c\", \"a && b\"]", ["sh -c a && b", "a", "b"]),
    ])
  func structure(_ text: String, _ expected: [String]) {
    #expect(commands(text) == expected)
  }

  @Test("Variables that double each other end as unknown words")
  func doubling() {
    let doubled = (1...60).map { "; A\($0)=\"$A\($0 - 1) $A\($0 - 1)\"" }.joined()
    let last = runs("RUN A0=x\(doubled); echo $A2; apt-get install $A60").last
    #expect(commands("RUN A0=x\(doubled); echo $A2").last == "echo x x x x")
    #expect(last?.arguments.map(\.text) == ["install", "$A60"])
    #expect(last?.arguments.map(\.isKnown) == [true, false])
  }

  @Test("A file's words together stay few, however often a long value is used")
  func manyWords() {
    let value = (1...500).map { "p\($0)" }.joined(separator: " ")
    let all = runs("ENV P=\"\(value)\"\nRUN " + String(repeating: "echo $P; ", count: 2000) + "true")
    #expect(all.first?.arguments.count == 500)
    #expect(all.reduce(0) { $0 + $1.arguments.count } < 200_000)
  }

  @Test(
    "A program is found behind others that start it",
    arguments: [
      ("RUN sudo -u a -E b c", "b c", ["sudo"]), ("RUN env -i A=1 B=2 a b", "a b", ["env"]),
      ("RUN sudo env A=1 nice -n 5 timeout -s 9 10 a", "a", ["sudo", "env", "nice", "timeout"]),
      ("RUN /usr/bin/sudo /bin/a b", "a b", ["sudo"]), ("RUN xargs -n 1 -P 2 a b", "a b", ["xargs"]),
      ("RUN exec a", "a", ["exec"]), ("RUN time -f x a", "a", ["time"]),
      ("RUN command a", "a", ["command"]), ("RUN command -v a", "command -v a", []), ("RUN sudo", "sudo", []),
      ("RUN env A=1", "env A=1", []), ("RUN gosu app a", "a", ["gosu"]),
      ("RUN sudo -- a -b", "a -b", ["sudo"]),
    ])
  func wrappers(_ text: String, _ expected: String, _ wrappers: [String]) {
    #expect(commands(text) == [expected])
    #expect(runs(text).first?.wrappers.map(\.text) == wrappers)
  }

  @Test(
    "Scripts that are arguments are read",
    arguments: [
      ("RUN sh -c 'a && b'", ["a", "b"]), ("RUN bash -euxo pipefail -c \"a; b 'c d'\"", ["a", "b c d"]),
      ("RUN sudo sh -ec 'if a; then b; fi'", ["a", "b"]),
      ("RUN su - app -c 'a b'", ["a b"]), ("RUN eval 'a b'", ["a b"]), ("RUN sh -c \"sh -c 'a'\"", ["sh -c a", "a"]),
      ("RUN sh -c \"$X\"", []), ("RUN sh script.sh", []),
    ])
  func scripts(_ text: String, _ inner: [String]) {
    #expect(Array(commands(text).dropFirst()) == inner)
  }

  @Test("Variables that are known are replaced, and split where they are not quoted")
  func variables() {
    let text = """
      ARG LIST="x y"
      ENV ONE=1
      RUN A=2 a $A; B=3; b $B ${B} "$LIST" $LIST '$ONE' "${ONE}$C" ${ONE:-4}; B=$(c); d $B
      """
    #expect(commands(text) == ["a $A?", "b 3 3 x y x y $ONE 1$C? ${ONE:-4}?", "c", "d $B?"])
    #expect(runs(text).first?.assignments.mapValues(\.text) == ["A": "2"])
    #expect(commands("RUN A=1; if a; then A=2; fi; b $A; (A=3); c $A").suffix(2) == ["b $A?", "c $A?"])
    #expect(commands("RUN A=1; (A=2; a $A); b $A; for A in x; do c $A; done") == ["a 2", "b 1", "c $A?"])
    #expect(commands("RUN A=1; if a; then A=1; (A=2); fi; b $A").last == "b 1")
    #expect(commands("RUN A=1; if a; then if b; then A=2; fi; fi; c $A").last == "c $A?")
    #expect(commands("RUN A=1; (if a; then A=2; fi; b $A); c $A$(A=3) $A").suffix(2) == ["b $A?", "c 1$(A=3)? 1"])
    #expect(runs("RUN env A=1 B=2 a").first?.assignments.mapValues(\.text) == ["A": "1", "B": "2"])
  }

  @Test("A text of nothing but parentheses or substitutions is read to its end")
  func endless() {
    #expect(commands("RUN " + String(repeating: "(", count: 20_000)) == [])
    #expect(commands("RUN " + String(repeating: "((", count: 100) + " 1 " + String(repeating: "))", count: 100)) == [])
    #expect(commands("RUN b " + String(repeating: "`a`", count: 5000)).count == 5001)
    #expect(commands("RUN b " + String(repeating: "${a:-", count: 20_000)).count == 1)
    #expect(commands("RUN b " + String(repeating: "$(( ", count: 20_000)).count < 64)
    #expect(commands("RUN b " + String(repeating: "${a:-$(c)}", count: 5000)).count == 5001)
  }

  @Test(
    "Heredocs are scripts when a shell reads them",
    arguments: [
      ("RUN <<E\na\nb && c\nE", ["a", "b", "c"]), ("RUN <<-E\n\ta\n\tE", ["a"]), ("RUN <<E\n#!/bin/bash\na\nE", ["a"]),
      ("RUN <<E\n#!/usr/bin/env -S python3\na\nE", []),
      ("RUN <<E\n#!/usr/bin/python3\na\nE", []), ("RUN bash -x <<E\na\nE", ["bash -x", "a"]),
      ("RUN python3 <<E\na\nE", ["python3"]), ("RUN cat <<E > f && b\na\nE", ["cat", "b"]),
      ("RUN cat <<E | sh\na\nE", ["cat", "sh", "a"]),
      ("RUN sh <<A <<B\na\nA\nb\nB", ["sh", "a", "b"]), ("RUN << E\na\nE", ["a"]),
      ("RUN <<E\ncat <<F\nx\nF\nb\nE", ["cat", "b"]),
    ])
  func heredocs(_ text: String, _ expected: [String]) {
    #expect(commands(text) == expected)
  }

  @Test("The text of a shell that is not of the Bourne family is left alone")
  func otherShells() {
    #expect(commands("SHELL [\"powershell\", \"-Command\"]\nRUN a") == [])
    #expect(commands("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a") == ["a"])
    #expect(commands("SHELL [\"cmd\", \"/S\", \"/C\"]\nRUN [\"a\", \"b\"]") == ["a b"])
    #expect(commands("SHELL [\"cmd\"]\nFROM scratch\nRUN a") == ["a"])
  }

  @Test("Each word has the place where it stands in the file")
  func places() {
    let text = """
      # escape=`
      FROM a
      RUN set -e; `
        # what it needs
        sudo apt-get install `
          "gcc"  g'c'c && `
        sh -c 'x && "y z" a\\
        && b' <<E && c
      not for sh
      E
      RUN <<-E
      \ttwo words
      E
      """
    let model = modelled(text)
    let words = model.stages[0].runs.flatMap(\.commands).flatMap { [$0.name] + $0.arguments }
    let placed = words.map { "\(model.source.place(of: $0.source).short) \($0.text)" }
    #expect(placed.filter { $0.hasSuffix("gcc") } == ["6:5-6:10 gcc", "6:12-6:17 gcc"])
    #expect(placed.contains("5:8-5:15 apt-get"))
    #expect(placed.contains("7:10-7:11 x"))
    #expect(placed.contains("7:15-7:20 y z"))
    #expect(placed.contains("12:2-12:5 two") && placed.contains("12:6-12:11 words"))
  }
}
