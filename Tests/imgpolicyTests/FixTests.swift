import Foundation
import TestSupport
import Testing

/// `check --fix`, `--diff` and `--statistics`, as the program does them.
@Suite struct FixTests {
  private static let faulty = """
    FROM debian:12-slim
    # who made it
    MAINTAINER Jane
    RUN apt-get update \\
        && apt-get install curl
    USER 1001
    HEALTHCHECK CMD ["true"]
    CMD ["true"]

    """
  private static let safelyMended = """
    FROM debian:12-slim
    # who made it
    LABEL org.opencontainers.image.authors="Jane"
    RUN apt-get update \\
        && apt-get install -y curl \\
        && rm -rf /var/lib/apt/lists/*
    USER 1001
    HEALTHCHECK CMD ["true"]
    CMD ["true"]

    """

  @Test("--fix writes the file; the report is that of the mended file, and says what unsafe fixes would do")
  func fix() throws {
    let project = try SampleProject()
    try project.write(Self.faulty, to: "Dockerfile")
    let outcome = try project.run("check", "Dockerfile", "--fix", "--no-config")
    #expect(try text(of: "Dockerfile", in: project) == Self.safelyMended)
    #expect(outcome.status == 0)
    #expect(outcome.text.hasSuffix("PASS: 1 info in 1 file (3 mended, 1 more fixable with --unsafe-fixes)\n"))
    let again = try project.run("check", "Dockerfile", "--fix", "--unsafe-fixes", "--output", "json=report.json")
    #expect(again.text == "PASS: nothing found in 1 file under policy default (1 mended)\n")
    #expect(try text(of: "report.json", in: project).contains("\"fixable\": 0, \"mended\": 1}"))
    #expect(try text(of: "Dockerfile", in: project).contains("install --no-install-recommends -y curl"))
  }

  @Test("--diff writes nothing, ends with 1, and patch makes of it what --fix writes")
  func diff() throws {
    let patch = try #require(Tool(named: "patch"))
    let project = try SampleProject()
    for path in ["Dockerfile", "sub dir/Dockerfile"] { try project.write(Self.faulty, to: path) }
    let outcome = try project.run("check", "Dockerfile", "sub dir", "--diff")
    #expect(outcome.status == 1)
    #expect(outcome.errorLines == ["imgpolicy: 6 findings in 2 files would be mended"])
    #expect(try text(of: "Dockerfile", in: project) == Self.faulty)
    try project.directory.write(outcome.output, to: "diff")
    try patch.run(["-s", "-p0", "-i", "diff"], in: project.directory.path)
    for path in ["Dockerfile", "sub dir/Dockerfile"] {
      #expect(try text(of: path, in: project) == Self.safelyMended)
    }
    let clean = try project.run("check", "Dockerfile", "--diff")
    #expect(clean.status == 0)
    #expect(clean.output == [])
  }

  @Test("Of standard input, the mended text is printed, and the report goes to standard error")
  func standardInput() throws {
    let outcome = try SampleProject().run("check", "-", "--fix", input: Self.faulty)
    #expect(outcome.text == Self.safelyMended)
    #expect(outcome.status == 0)
    #expect(outcome.errorLines.last?.contains("3 mended") == true)
    let good = try SampleProject().run("check", "-", "--fix", "--quiet", input: SampleProject.good)
    #expect(good.text == SampleProject.good)
    #expect(good.errors == [])
  }

  @Test("--select mends what it selects, and a policy says which fixes are wanted")
  func selection() throws {
    let project = try SampleProject()
    let lines = { (arguments: [String]) in
      try project.run(["check", "-", "--fix"] + arguments, input: Self.faulty).text
    }
    #expect(
      try lines(["--select", "deprecated-maintainer"])
        == Self.faulty.replacing("MAINTAINER Jane", with: "LABEL org.opencontainers.image.authors=\"Jane\""))
    try project.write("rules: { deprecated-maintainer: { fix: never }, DL3009: { fix: never } }\n", to: "never.yaml")
    #expect(try lines(["--policy", "never.yaml"]) == Self.faulty.replacing("install curl", with: "install -y curl"))
    try project.write("rules: { recommended-packages: { fix: unsafe } }\n", to: "unsafe.yaml")
    #expect(try lines(["--policy", "unsafe.yaml"]).contains("--no-install-recommends"))
    try project.write("rules: { recommended-packages: { fix: safe } }\n", to: "safe.yaml")
    #expect(try !lines(["--policy", "safe.yaml", "--unsafe-fixes"]).contains("--no-install-recommends"))
  }

  @Test("What a comment or a waiver accepts is not mended")
  func accepted() throws {
    let text = Self.faulty.replacing(
      "# who made it", with: "# imgpolicy ignore=deprecated-maintainer reason: as it was")
    #expect(try SampleProject().run("check", "-", "--fix", input: text).text.contains("MAINTAINER Jane"))
  }

  @Test(
    "RUNs are not joined where the first changes its shell, or a comment may hold for one of them alone",
    arguments: [
      "RUN exit 0\nRUN b", "RUN cd /src\nRUN make", "RUN exec foo\nRUN b", "RUN export A=1\nRUN b", "RUN A=1\nRUN b",
      "RUN . /x\nRUN b", "RUN set +e\nRUN b", "# hadolint ignore=DL3004\nRUN sudo a\nRUN sudo b",
      "RUN a\n# imgpolicy ignore=sudo-command\nRUN sudo b", "RUN umask 077\nRUN b",
    ])
  func separate(_ runs: String) throws {
    let text = "FROM debian:12-slim\n\(runs)\n"
    let outcome = try SampleProject().run(
      ["check", "-", "--fix", "--unsafe-fixes", "--select", "consecutive-run"], input: text)
    #expect(outcome.text == text)
    #expect(!outcome.errorLines.contains { $0.contains("defect") })
  }

  @Test(
    "What no exec starts stays in shell form, and a word is removed as a whole or not at all",
    arguments: [
      "CMD :", "CMD jobs", "ENTRYPOINT declare -x A", "CMD pushd /x", "RUN /usr/bin/sudo x", "ENV B=1\nLABEL a=$C",
    ])
  func untouched(_ instruction: String) throws {
    let text = "FROM debian:12-slim\n\(instruction)\n"
    let outcome = try SampleProject().run(
      [
        "check", "-", "--fix", "--unsafe-fixes", "--select",
        "shell-form-command,sudo-command,undefined-variable",
      ], input: text)
    #expect(outcome.text == text)
  }

  @Test("A file that cannot be written stays, is judged as it is, and the run ends with 3")
  func readOnly() throws {
    let project = try SampleProject()
    let path = try project.write(Self.faulty, to: "Dockerfile")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let outcome = try project.run("check", "Dockerfile", "--fix")
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("the mended text was not written: it is read-only"))
    #expect(outcome.text.contains("[deprecated-maintainer"))
    #expect(try text(of: "Dockerfile", in: project) == Self.faulty)
  }

  @Test("--statistics counts by rule")
  func statistics() throws {
    let outcome = try SampleProject().run("check", "-", "--statistics", input: Self.faulty)
    #expect(
      outcome.text == """
          findings  severity  rule                         --fix  --unsafe-fixes
                 1  warning   apt-lists-left-behind            1               -
                 1  warning   deprecated-maintainer            1               -
                 1  warning   interactive-package-install      1               -
                 1  info      recommended-packages             -               1

        FAIL: 3 warnings, 1 info in 1 file (3 fixable with --fix, 1 more fixable with --unsafe-fixes)

        """)
    #expect(outcome.status == 1)
  }

  @Test(
    "Options that contradict each other are refused",
    arguments: [
      ["--fix", "--diff"], ["--unsafe-fixes"], ["--statistics", "--diff"], ["--statistics", "--format", "sarif"],
    ])
  func contradictions(_ arguments: [String]) throws {
    let outcome = try SampleProject().run(["check", "good"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
  }

  @Test("What comes through named pipes is read once, and is not written")
  func pipes() throws {
    let shell = try #require(Tool(named: "bash"))
    let project = try SampleProject()
    try project.write(Self.faulty, to: "a")
    let program = try programPath()
    let command = "'\(program)' check <(cat a) <(cat a) --no-config --format concise"
    let run = { (options: String) in
      try shell.run(["-c", "\(command) \(options); echo status $?"], in: project.directory.path)
    }
    let judged = try run("")
    #expect(judged.contains("6 warnings, 2 info in 2 files"), "\(judged)")
    let mended = try run("--fix")
    #expect(mended.contains("the mended text was not written: it is no regular file"), "\(mended)")
    #expect(mended.hasSuffix("status 3\n"))
  }

  @Test(
    "Who wants other commands to mend hears which one does", arguments: ["gate", "inspect a.tar", "diff a.tar b.tar"])
  func otherCommands(_ command: String) throws {
    for option in ["--fix", "--unsafe-fixes", "--diff", "--statistics"] {
      let outcome = try SampleProject().run(command.split(separator: " ").map(String.init) + [option])
      #expect(outcome.status == 2)
      #expect(outcome.errorLines.first?.contains("\(option) goes with `imgpolicy check` alone") == true)
    }
  }

  private func text(of path: String, in project: SampleProject) throws -> String {
    String(decoding: try project.contents(of: path), as: UTF8.self)
  }
}
