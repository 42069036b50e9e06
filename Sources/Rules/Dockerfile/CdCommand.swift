package import Dockerfile
package import Linting

/// `cd` in a RUN, where its effect is lost or WORKDIR says it better.
package struct CdCommand: Rule {
  private static let leading = RuleInfo.Option(
    "leading", .flag,
    "Whether a cd with which a RUN begins counts too, though commands follow it; without, it does not.")

  package static let info = RuleInfo(
    name: "cd-command",
    aliases: ["DL3003", "DS-0013", "semgrep:use-workdir"],
    groups: ["correctness", "style"], severity: .info,
    summary: "A RUN changes the directory at its end, where no command is left that would see it.",
    rationale: """
      Each RUN starts in WORKDIR again, so that a cd at the end of a RUN, or alone in one, changes nothing. Commands that
      follow a cd in the same RUN see it, which is common and good where a RUN needs a directory for itself.
      """,
    help: "Set the directory for what follows by WORKDIR, or remove the cd.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN mkdir -p /app && ‹cd› /app
        COPY . .
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN cd /usr/src/app && make install
        WORKDIR /app
        """)
    ],
    deviations: [
      .foundCommands("DL3003"),
      RuleInfo.Deviation(
        "DL3003", "hadolint has one finding an instruction; here each cd has its own place, because each is a fault."),
    ],
    options: [leading],
    references: ["https://docs.docker.com/reference/dockerfile/#workdir"])

  private let judgesLeading: Bool

  package init(_ settings: RuleSettings) { judgesLeading = settings.options(of: Self.info).flag(Self.leading) }

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run in
      run.commands.indices.filter { run.commands[$0].name.text == "cd" }.map { index in
        finding(index, run, stage, file)
      }
    }
  }

  private func finding(_ index: Int, _ run: Run, _ stage: Stage, _ file: BuildModel) -> Finding {
    let command = run.commands[index]
    let isLost = isLost(index, in: run)
    let isTop = run.isTop(command)
    let begins = isTop && run.commands[..<index].allSatisfy { $0.name.text == "set" }
    let message = isLost ? lost(command) : inside(command)
    var finding = Finding(Self.info, message, at: command.name, of: run, stage: stage, in: file)
    finding.isOwn = isLost || (judgesLeading && begins && command.arguments.allSatisfy(\.isKnown))
    finding.aliases = Self.info.aliases.filter { alias in
      switch alias {
      // hadolint does not look behind ONBUILD.
      case "DL3003": !stage.isTrigger(run)
      case "DS-0013": isTop
      default: begins
      }
    }
    return finding
  }

  private static let withoutDirectory: Set = ["exit", "return", "true", "false", ":"]

  /// Whether no command behind it sees the directory.
  private func isLost(_ index: Int, in run: Run) -> Bool {
    let command = run.commands[index]
    return run.commands[(index + 1)...].allSatisfy { Self.withoutDirectory.contains($0.name.text) }
      && !run.isInside(.loop, command) && !run.isInside(.function, command)
      && !run.isInside(.commandSubstitution, command)
  }

  private func lost(_ command: ShellCommand) -> String {
    "cd at the end of a RUN changes nothing: the next instruction starts in WORKDIR again"
  }

  private func inside(_ command: ShellCommand) -> String {
    "cd changes the directory for the rest of this RUN alone: WORKDIR changes it for all that follows"
  }
}

extension Run {
  /// Whether a command stands in no subshell, branch, substitution or script of its own.
  fileprivate func isTop(_ command: ShellCommand) -> Bool {
    guard pipelines.indices.contains(command.position.pipeline) else { return false }
    return pipelines[command.position.pipeline].enclosure == .run && command.position.parts == 1
  }
}
