import Foundation
import TestSupport
import Testing

/// The program with a `shellcheck` beside it, or without any.
@Suite struct ShellCheckTests {
  /// A project with a script of one fault, and a program that finds it: an error SC2068 and a style SC2006 in line 2.
  private struct Sample {
    let project: SampleProject

    init(_ body: String = Sample.honest) throws {
      project = try SampleProject()
      try project.write(
        "FROM node:20-alpine\nRUN echo $@ `a`\nUSER 1\nHEALTHCHECK CMD [\"true\"]\n", to: "sh/Dockerfile")
      try project.write("extends: default\nshellcheck: on\n", to: "on.yaml")
      try project.write(
        "extends: default\nshellcheck: on\nrules: { shell-script-fault: reported, SC2068: off, SC2006: warning }\n",
        to: "own.yaml")
      let program = try project.write("#!/bin/sh\n\(body)\n", to: "bin/shellcheck")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    }

    /// Writes the Dockerfile with a comment above its RUN.
    func writeDockerfile(_ comment: String) throws {
      try project.write(
        "FROM node:20-alpine\n\(comment)\nRUN echo $@ `a`\nUSER 1\nHEALTHCHECK CMD [\"true\"]\n", to: "sh/Dockerfile")
    }

    func run(_ arguments: String, with path: String = "bin") throws -> ProgramOutcome {
      let words = arguments.split(separator: " ").map(String.init)
      let directories = ["bin": "\(project.directory.path)/bin:/usr/bin:/bin", "": "/nowhere"]
      return try project.run(
        words, environment: ["PATH": directories[path] ?? path, "HOME": "\(project.directory.path)/home"])
    }

    static let honest = """
      echo "$*" >> "${0%/*}/calls"
      if [ "$1" = --version ]; then echo 'version: 9.9'; exit; fi
      while [ "$1" != -- ]; do shift; done
      shift
      printf '{"comments":['
      for file; do
        printf '%s{"file":"%s","line":2,"endLine":2,"column":6,"endColumn":8,"level":"error","code":2068,' "$comma" "$file"
        printf '"message":"Quote.","fix":null},{"file":"%s","line":2,"endLine":2,"column":9,"endColumn":12,' "$file"
        printf '"level":"style","code":2006,"message":"Old.","fix":null}'
        comma=,
      done
      printf ']}'
      exit 1
      """
  }

  @Test(
    "What is asked, selected and graded is what is shown",
    arguments: [
      ("", []), ("--shellcheck off --policy strict", []), ("--shellcheck on", ["2:10 SC2068 error"]),
      ("--shellcheck auto", ["2:10 SC2068 error"]), ("--policy on.yaml", ["2:10 SC2068 error"]),
      ("--policy on.yaml --shellcheck off", []), ("--policy strict", ["2:10 SC2068 error", "2:13 SC2006 style"]),
      ("--policy own.yaml", ["2:13 SC2006 warning"]), ("--shellcheck on --select SC2006", ["2:13 SC2006 style"]),
      ("--select SC2006", ["2:13 SC2006 style"]),
      ("--severity SC2006=info", ["2:10 SC2068 error", "2:13 SC2006 info"]),
      ("--select shell-script-fault", ["2:10 SC2068 error", "2:13 SC2006 style"]), ("--select hadolint", []),
      ("--shellcheck on --select sc2006 --severity SC2006=error", ["2:13 SC2006 error"]),
      ("--shellcheck on --select shellcheck", ["2:10 SC2068 error", "2:13 SC2006 style"]),
      ("--shellcheck on --select hadolint --ignore SC2068", ["2:13 SC2006 style"]),
      ("--shellcheck on --extend-select SC2006", ["2:10 SC2068 error", "2:13 SC2006 style"]),
      ("--policy strict --ignore shell-script-fault", []), ("--policy strict --ignore shellcheck", []),
      ("--policy strict --ignore SC2068,SC2006", []), ("--policy strict --severity shellcheck=off", []),
      ("--policy strict --severity shell-script-fault=info", ["2:10 SC2068 info", "2:13 SC2006 info"]),
      ("--policy strict --severity shell-script-fault=reported-errors", ["2:10 SC2068 error"]),
      ("--policy strict --severity SC2068=off", ["2:13 SC2006 style"]), ("--shellcheck on --ignore SC2068", []),
    ])
  func selection(_ options: String, _ expected: [String]) throws {
    let outcome = try Sample().run("check sh --format json \(options)")
    let findings = try JSONOutput(outcome.output).findings.filter { $0.rule == "shell-script-fault" }
    #expect(
      findings.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.aliases.joined(separator: " ")) \($0.severity)" }
        == expected)
  }

  @Test("Without the program `on` is a configuration error that says how to get it, and `auto` is silence")
  func missing() throws {
    let sample = try Sample()
    for (arguments, start) in [
      ("check sh --shellcheck on", "--shellcheck on asks for"),
      ("check . --policy strict", "the policy strict asks for"),
      ("check sh --policy on.yaml", "the policy on.yaml asks for"),
      ("check sh --select SC2086", "--select SC2086 asks for"),
      ("check sh --extend-select shellcheck", "--extend-select shellcheck asks for"),
      ("check sh --severity shell-script-fault=error", "--severity shell-script-fault asks for"),
    ] {
      let outcome = try sample.run(arguments, with: "")
      #expect(outcome.status == 2 && outcome.output == [])
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errorLines.first?.hasPrefix("imgpolicy: \(start) ShellCheck") == true, "\(outcome.errorLines)")
      #expect(outcome.errorLines.first?.contains("apt-get install shellcheck") == true)
    }
    for arguments in ["check sh --shellcheck auto", "check sh --policy strict --shellcheck auto --fail-on error"] {
      #expect(try sample.run(arguments, with: "").status == 0)
    }
    // Who does not want to hear of it needs no program.
    #expect(try sample.run("check sh --policy strict --select root-user", with: "").status == 0)
  }

  @Test("An unknown use is a usage error")
  func unknownUse() throws {
    let outcome = try Sample().run("check sh --shellcheck maybe")
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.first?.contains("expected one of on, off or auto") == true)
  }

  @Test("A program that fails is the input's error: status 3, and the rest stands")
  func failing() throws {
    let outcome = try Sample("echo no >&2; exit 7").run("check bad sh good --shellcheck on --format json")
    #expect(outcome.status == 3)
    let report = try JSONOutput(outcome.output)
    #expect(report.verdict == "unreadable")
    #expect(report.inputs.map { $0.error?.kind } == [nil, nil, "shellcheck-failed"])
    #expect(report.inputs.last?.error?.message.hasSuffix("bin/shellcheck failed with status 7: no") == true)
    #expect(report.places == ["1 unpinned-base-image", "2 root-user"])
  }

  @Test("The second run asks nobody, unless the cache shall not be used")
  func cache() throws {
    let sample = try Sample()
    let first = try sample.run("check . --shellcheck on")
    let calls = try sample.project.contents(of: "bin/calls")
    let second = try sample.run("check . --shellcheck on")
    #expect(first.output == second.output && first.status == second.status)
    #expect(try sample.project.contents(of: "bin/calls") == calls)
    let third = try sample.run("check . --shellcheck on --no-cache")
    #expect(third.output == first.output)
    #expect(try sample.project.contents(of: "bin/calls") != calls)
  }

  @Test("A gate judges the scripts of all targets, and its table counts them")
  func gate() throws {
    let sample = try Sample()
    try sample.project.write(
      "version: 1\ntargets:\n  a: { dockerfile: sh/Dockerfile, policy: on.yaml }\n  b: { dockerfile: good/Dockerfile }\n",
      to: "imgpolicy.yaml")
    let outcome = try sample.run("gate --format json")
    #expect(try JSONOutput(outcome.output).findings.map(\.aliases) == [["SC2068"]])
    #expect(outcome.status == 1)
    let table = try sample.run("gate").text.split(separator: "\n").prefix(3)
    #expect(table.contains { $0.contains("✗ 1 finding") } && table.contains { $0.contains("✓ pass") }, "\(table)")
    #expect(try sample.run("gate --shellcheck off").status == 0)
  }

  @Test(
    "A comment silences exactly the codes that it names, and is unused only when the program has judged the scripts",
    arguments: [
      ("# hadolint ignore=SC2006", "", ["3 SC2068", "3 -SC2006"]),
      ("# hadolint ignore=SC2006,SC2154", "", ["2 unused-suppression", "3 SC2068", "3 -SC2006"]),
      ("# imgpolicy ignore=sc2068 reason: x", "", ["3 -SC2068", "3 SC2006"]),
      ("# imgpolicy ignore=shell-script-fault", "", ["3 -SC2068", "3 -SC2006"]),
      ("# imgpolicy ignore=shellcheck", "", ["3 -SC2068", "3 -SC2006"]),
      ("# hadolint ignore=SC2006", "--ignore SC2006", ["3 SC2068"]),
      ("# hadolint ignore=SC2006,SC2154", "--shellcheck off", []),
      ("# imgpolicy ignore=shellcheck,shell-script-fault", "--shellcheck off", []),
      ("# hadolint ignore=SC20068", "", ["2 void-suppression", "3 SC2068", "3 SC2006"]),
    ])
  func comments(_ comment: String, _ options: String, _ expected: [String]) throws {
    let sample = try Sample()
    try sample.writeDockerfile(comment)
    let outcome = try sample.run("check sh --format json --policy strict \(options)")
    #expect(try Self.comments(in: outcome) == expected)
  }

  /// What a report says of scripts and comments: `line code` or `line rule`, a suppressed one with a hyphen.
  private static func comments(in outcome: ProgramOutcome) throws -> [String] {
    try JSONOutput(outcome.output).findings
      .filter { ["shell-script-fault", "unused-suppression", "void-suppression"].contains($0.rule) }
      .map { "\($0.line ?? 0) \($0.suppressed == nil ? "" : "-")\($0.aliases.first ?? $0.rule)" }
  }

  @Test("A comment for ShellCheck where it finds nothing is unused, and by name or origin as well")
  func unusedComments() throws {
    let silent = try Sample("if [ \"$1\" = --version ]; then echo 'version: 9.9'; else echo '{\"comments\":[]}'; fi")
    let names = "SC2086,shell-script-fault,shellcheck"
    try silent.writeDockerfile("# imgpolicy ignore=\(names)")
    let outcome = try silent.run("check sh --format json --shellcheck on")
    #expect(try Self.comments(in: outcome) == ["2 unused-suppression"])
    #expect(try Self.comments(in: silent.run("check sh --format json --shellcheck auto", with: "")) == [])
    let failing = try Sample("exit 7")
    try failing.writeDockerfile("# imgpolicy ignore=\(names)")
    let failed = try failing.run("check sh --format json --shellcheck on")
    #expect(failed.status == 3)
    #expect(try Self.comments(in: failed) == [])
  }

  @Test("The shell that a comment names is the one that the program is asked about")
  func shellComment() throws {
    let shells = "for file; do case $file in *.sh) head -n 1 \"$file\" >> \"${0%/*}/shells\"; esac; done"
    let sample = try Sample("\(shells)\n\(Sample.honest)")
    try sample.writeDockerfile("# hadolint shell=/bin/bash")
    #expect(try sample.run("check sh --shellcheck on --no-cache").status == 1)
    #expect(String(decoding: try sample.project.contents(of: "bin/shells"), as: UTF8.self) == "#!/bin/bash\n")
  }

  @Test("A code is explained by the rule that bears it")
  func explain() throws {
    let outcome = try Sample().run("explain SC2086")
    #expect(outcome.text.contains("shell-script-fault") && outcome.text.contains("SC####"))
  }
}
