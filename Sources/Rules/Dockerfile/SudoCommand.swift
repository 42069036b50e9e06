package import Dockerfile
package import Linting

/// sudo in a RUN, or its installation into the image.
package struct SudoCommand: Rule {
  package static let info = RuleInfo(
    name: "sudo-command",
    aliases: [
      "DL3004", "DS-0010", "CKV2_DOCKER_1", "semgrep:no-sudo-in-dockerfile", "lint:sudo_usage", "CIS-4.3",
      "DKL-DI-0001",
    ],
    groups: ["security"], severity: .warning, fix: .unsafe,
    summary: "A RUN calls sudo, or a stage that ends in the image installs it.",
    rationale: """
      A build runs as root unless USER says otherwise, so that sudo does nothing but hide who runs what. And an image that
      holds sudo, and a rule that lets an account use it, has a way back to root for whoever gets into the container.
      """,
    help: "Write USER root in front of what needs it and another USER behind it; leave sudo out of the image.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN apt-get update && apt-get install -y ‹sudo› && ‹sudo› mkdir /data
        """,
        fixed: """
          FROM debian:13-slim
          RUN apt-get update && apt-get install -y sudo && mkdir /data
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim AS build
        RUN apt-get update && apt-get install -y sudo
        FROM debian:13-slim
        RUN mkdir /data && chown 1001 /data
        USER 1001
        """)
    ],
    deviations: .ofCommands("DL3004") + [
      RuleInfo.Deviation(
        "DL3004", "hadolint has one finding an instruction; here each sudo has its own place, because each is to go.")
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#user"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let shipped = Set(file.shippedStages.map(\.index))
    let users = UsersInEffect(file)
    return file.writtenRuns.flatMap { stage, run in
      calls(run).map { word in
        finding(called, at: word, run, stage, file, isCall: true)
          .mended(by: users.isRoot(at: run.instruction, of: stage) ? fix(word, in: file) : nil)
      }
        + (shipped.contains(stage.index) && !stage.isTrigger(run) ? installs(run) : []).map {
          finding(installed, at: $0, run, stage, file, isCall: false)
        }
    }
  }

  private func finding(
    _ message: String, at word: ShellCommand.Argument, _ run: Run, _ stage: Stage, _ file: BuildModel, isCall: Bool
  ) -> Finding {
    var finding = Finding(Self.info, message, at: word, of: run, stage: stage, in: file)
    if !isCall { finding.aliases = ["CIS-4.3"] }
    return finding
  }

  /// Without options of its own, which would be left standing.
  private func fix(_ word: ShellCommand.Argument, in file: BuildModel) -> Fix? {
    guard let place = file.written(word), isWholeWord(place, in: file),
      file.source.bytes[place.lowerBound..<place.upperBound].count == 4,
      let next = file.source.bytes[place.upperBound...].first(where: { !$0.isBlank }), next != UInt8(ascii: "-"),
      next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r"), next != file.syntax.directives.escape
    else { return nil }
    return Fix(.unsafe, all: [file.removing(word)])
  }

  /// Not the end of `/usr/bin/sudo`.
  private func isWholeWord(_ place: Range<Int>, in file: BuildModel) -> Bool {
    place.lowerBound == 0 || !"/\"'\\$}".utf8.contains(file.source.bytes[place.lowerBound - 1])
  }

  /// Each sudo of a RUN, once, though all commands of a script may stand behind it.
  private func calls(_ run: Run) -> [ShellCommand.Argument] {
    var seen: Set<Range<Int>> = []
    return run.commands.flatMap { $0.wrappers + [$0.name] }.filter {
      $0.text == "sudo" && seen.insert($0.source).inserted
    }
  }

  private func installs(_ run: Run) -> [ShellCommand.Argument] {
    run.installedSystemPackages.filter { $0.name == "sudo" }.map(\.argument)
  }

  private let called = "sudo hides who runs the command: a RUN runs as root, or as the user that USER names"
  private let installed = "sudo is installed into the image: it leads back to root from any account that may use it"
}
