import Dockerfile
import Linting
import Testing

/// How the commands of a RUN stand to each other.
@Suite struct CommandFlowTests {
  private func run(_ text: String) throws -> Run { try #require(modelled("FROM a\n" + text).stages.last?.runs.last) }

  /// The commands for which something holds, by name.
  private func names(_ text: String, where holds: (ShellCommand) -> Bool) throws -> [String] {
    try run(text).commands.filter(holds).map(\.name.text)
  }

  @Test("A command knows its pipeline and its part in it")
  func pipelines() throws {
    let commands = try run("RUN a | b |& c && d; (e | f) | g").commands
    let positions = commands.map { "\($0.name.text)\($0.position.pipeline).\($0.position.part)/\($0.position.parts)" }
    #expect(positions == ["a0.0/3", "b0.1/3", "c0.2/3", "d1.0/1", "e3.0/2", "f3.1/2", "g2.1/2"])
    #expect(commands.filter(\.position.isLast).map(\.name.text) == ["c", "d", "f", "g"])
  }

  @Test(
    "What a command prints goes to the next part of its pipeline",
    arguments: [
      ("a | b", ["b"]), ("a | sudo b | c", ["b"]), ("a > f | b", []), ("a 2> f | b", ["b"]), ("(a) | b", ["b"]),
      ("{ a; x; } | b", ["b"]), ("sh -c 'a' | b", ["b"]), ("a | (b; c)", ["b", "c"]), ("x | a", []), ("a && b", []),
      ("a | sh -c 'b'", ["sh", "b"]), ("a | while read x; do b; done", ["read", "b"]), ("echo $(a) | b", []),
      ("a | b $(c)", ["b"]), ("if a; then x; fi | b", ["b"]),
    ])
  func readers(_ line: String, _ expected: [String]) throws {
    let run = try run("RUN " + line)
    let index = try #require(run.commands.firstIndex { $0.name.text == "a" })
    #expect(run.readers(ofCommandAt: index).map(\.name.text) == expected)
  }

  @Test(
    "A substitution feeds the command whose word it is",
    arguments: [
      ("bash <(a)", "bash", true), ("sh -c \"$(a)\"", "sh", false), ("eval \"`a`\"", "eval", false),
      ("sudo sh -c \"$(x | a)\"", "sh", false), ("bash < <(a)", "bash", true), ("b <<< \"$(a)\"", "b", false),
      ("b \"$(c $(a))\"", "c", false), ("X=$(a)", nil, false), ("a", nil, false), ("b $({ a; })", "b", false),
    ])
  func feeding(_ line: String, _ expected: String?, _ isProcess: Bool) throws {
    let run = try run("RUN " + line)
    let command = try #require(run.commands.first { $0.name.text == "a" })
    #expect(run.command(fedBy: command)?.name.text == expected)
    #expect(run.isInside(.processSubstitution, command) == isProcess)
  }

  @Test(
    "A failure is ignored when something that succeeds stands behind ||",
    arguments: [
      ("a || true", ["a"]), ("a && b || :", ["a", "b"]), ("a || b || true", ["a", "b"]), ("a; b", []), ("a || b", []),
      ("a || exit 1", []), ("a || exit 0", ["a"]), ("a || echo no", ["a"]), ("a || { echo no; exit 1; }", []),
      ("a || { echo no; }", ["a"]), ("(a; b) || true", ["a", "b"]), ("sh -c 'a' || true", ["sh", "a"]),
      ("a || true && b", ["a"]), ("a || ! true", []), ("a && (b || /bin/true)", ["b"]), ("a & b || true", ["b"]),
    ])
  func failures(_ line: String, _ expected: [String]) throws {
    let helpers = ["true", ":", "exit", "echo"]
    #expect(try names("RUN " + line) { $0.isFailureIgnored && !helpers.contains($0.name.text) } == expected)
  }

  @Test(
    "What a part of a RUN stands in is known",
    arguments: [
      ("a", CommandPipeline.Enclosure.run), ("(a)", .subshell), ("{ a; }", .group), ("if a; then x; fi", .condition),
      ("if x; then a; fi", .branch), ("if x; then y; else a; fi", .branch),
      ("if x; then y; elif a; then z; fi", .condition),
      ("while a; do x; done", .condition), ("while x; do a; done", .loop), ("for x in y; do a; done", .loop),
      ("case x in y) a;; esac", .branch), ("f() { a; }", .group), ("x $(a)", .commandSubstitution),
      ("sh -c a", .script),
    ])
  func enclosures(_ line: String, _ expected: CommandPipeline.Enclosure) throws {
    let run = try run("RUN " + line)
    let command = try #require(run.commands.first { $0.name.text == "a" })
    #expect(run.pipelines[command.position.pipeline].enclosure == expected)
  }

  @Test(
    "pipefail is known where it is in effect",
    arguments: [
      ("RUN a", []), ("RUN set -o pipefail && a; b", ["a", "b"]), ("RUN set -eux -o pipefail; a", ["a"]),
      ("RUN set -euxo pipefail; a; set +o pipefail; b", ["a"]), ("RUN (set -o pipefail; a); b", ["a"]),
      ("RUN bash -o pipefail -c 'a'; b", ["a"]), ("RUN bash -euxo pipefail -c 'a'", ["a"]), ("RUN bash -c 'a'", []),
      ("RUN a; set -o pipefail", []), ("RUN { set -o pipefail; }; a", ["a"]), ("RUN set -e; a", []),
      ("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a", ["a"]),
      ("SHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN a && sh -c 'b'", ["a"]),
      ("SHELL [\"/bin/bash\", \"-c\"]\nRUN a", []), ("RUN <<E\n#!/bin/bash -eo pipefail\na\nE", ["a"]),
      ("RUN <<E\n#!/usr/bin/env -S bash -euo pipefail\na\nE", ["a"]), ("RUN <<E\nset -o pipefail\na\nE", ["a"]),
      ("RUN [\"bash\", \"-o\", \"pipefail\", \"-c\", \"a\"]", ["a"]), ("RUN bash -o pipefail <<E\na\nE", ["a"]),
      ("RUN if x; then set -o pipefail; fi; a", []), ("RUN set -- -o pipefail; a", []),
      ("RUN eval 'set -o pipefail'; a", ["a"]),
    ])
  func pipefail(_ text: String, _ expected: [String]) throws {
    #expect(try names(text) { ["a", "b"].contains($0.name.text) && $0.shell.hasPipefail } == expected)
  }

  @Test("The shell that reads a command is known, and errexit")
  func dialects() throws {
    #expect(try run("RUN a; bash -ec 'b'; su -c 'c'").commands.map(\.shell.dialect) == [.sh, .sh, .bash, .sh, .sh])
    #expect(try run("SHELL [\"/bin/ash\", \"-e\", \"-c\"]\nRUN a").commands.map(\.shell.dialect) == [.ash])
    #expect(try run("RUN [\"a\"]").commands.map(\.shell.dialect) == [nil])
    #expect(try names("RUN a; set -e; b; bash -c 'c'") { $0.shell.hasErrexit } == ["b", "bash"])
  }

  @Test("Redirections have an operator, a number and a target")
  func redirections() throws {
    let redirections = try #require(run("RUN a >b 2>>c 2>&1 <$d &>e").commands.first).redirections
    let texts = redirections.map { "\($0.descriptor.map(String.init) ?? "")\($0.operation)\($0.target.text)" }
    #expect(texts == [">b", "2>>c", "2>&1", "<$d", "&>e"])
    #expect(redirections.map(\.takesOutput) == [true, false, false, false, true])
    #expect(redirections.map(\.target.isKnown) == [true, true, true, false, true])
  }

  @Test(
    "A program is found behind more of those that start it",
    arguments: [
      ("chroot --userspec=a /x b c", "b c"), ("fakeroot -- a", "a"), ("tini -g -- a b", "a b"), ("dumb-init -c a", "a"),
      ("su-exec a b", "b"), ("xargs -0r rm -f", "rm -f"), ("sudo -Eu a b -c", "b -c"), ("sudo --user=a b", "b"),
      ("busybox wget u", "wget u"), ("runuser -u a -- b", "b"), ("env - A=1 b", "b"), ("timeout -k5 10 a", "a"),
    ])
  func wrappers(_ line: String, _ expected: String) throws {
    let command = try #require(run("RUN " + line).commands.first)
    #expect(([command.name] + command.arguments).map(\.text).joined(separator: " ") == expected)
  }

  @Test("What find executes is a command of its own")
  func executions() throws {
    let commands = try run("RUN find / -name x -exec chmod 777 {} \\; -exec sudo rm -rf '{}' + -print").commands
    #expect(commands.map(\.name.text) == ["find", "chmod", "rm"])
    #expect(
      commands[2].arguments.map(\.text) == ["-rf", "{}"] && commands[2].wrappers.map(\.text) == ["find", "sudo"])
  }
}
