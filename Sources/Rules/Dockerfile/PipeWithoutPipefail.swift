package import Dockerfile
package import Linting

/// A pipeline whose failure before the last part is lost.
package struct PipeWithoutPipefail: Rule {
  private static let any = RuleInfo.Option(
    "any", .flag, "Whether every pipeline counts; without, only one that a download feeds does.")

  package static let info = RuleInfo(
    name: "pipe-without-pipefail",
    aliases: ["DL4006", "semgrep:set-pipefail"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "A download feeds a pipeline without pipefail, so that its failure is lost.",
    rationale: """
      A shell takes the last part of a pipeline for all of it: the download fails, the program behind it reads nothing or half
      of it, and the build goes on. Where a failure is ignored on purpose (`|| true`), or tested by a condition, there is
      nothing to lose. The option is understood in SHELL, also that of a stage below, in set, and on the command line of a shell.
      """,
    help:
      "Write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] (on Alpine /bin/ash), or begin the RUN with set -o pipefail where the shell has it, or fetch into a file first.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN ‹curl› -fsSL https://example.com/app.tar.gz | tar -xz -C /opt
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN ‹wget› -qO- https://example.com/app.tar.gz | tar -xz -C /opt
        """,
        fixed: """
          FROM alpine:3.20
          RUN set -o pipefail && wget -qO- https://example.com/app.tar.gz | tar -xz -C /opt
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        RUN curl -fsSL https://example.com/app.tar.gz | tar -xz -C /opt
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN set -o pipefail && wget -qO- https://example.com/app.tar.gz | tar -xz -C /opt
        RUN echo 'app:x:1001:1001::/:' | tee -a /etc/passwd
        """),
    ],
    deviations: .ofCommands("DL4006") + [
      RuleInfo.Deviation(
        "DL4006",
        """
        hadolint forgets SHELL at each FROM, and does not know sh, `set -o pipefail`, other paths of shells, `bash -o pipefail -c` \
        and the first line of a heredoc; here all of them count, because they work.
        """),
      RuleInfo.Deviation(
        "DL4006",
        """
        hadolint takes the words of a JSON array for shell text; here no shell reads them, and only a script behind `-c` is \
        looked into.
        """),
      RuleInfo.Deviation(
        "DL4006",
        "hadolint has one finding an instruction; here each pipeline has its own place, because each can fail."),
    ],
    options: [any],
    references: ["https://docs.docker.com/build/building/best-practices/#using-pipes"])

  private let judgesAny: Bool

  package init(_ settings: RuleSettings) { judgesAny = settings.options(of: Self.info).flag(Self.any) }

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run in
      let piped = run.pipelines.indices.filter { run.pipelines[$0].parts > 1 }
      if piped.isEmpty { return [Finding]() }
      let fed = FedPipelines(run)
      return piped.compactMap { pipeline -> Finding? in
        guard let first = fed.firstCommand(of: pipeline), let dialect = first.shell.dialect, !first.shell.hasPipefail
        else { return nil }
        let download = fed.download(feeding: pipeline)
        let word = download ?? first
        var finding = Finding(
          Self.info, message(word, dialect, isDownload: download != nil), at: word.name, of: run, stage: stage, in: file
        )
        finding.isOwn =
          (judgesAny || download != nil) && !fed.endsEarly(pipeline) && !fed.isTested(pipeline)
          && loses(first, pipeline, run)
        // hadolint does not look behind ONBUILD.
        finding.aliases = Self.info.aliases.filter { $0 != "DL4006" || !run.instruction.isTrigger }
        guard run.isAtTop(first), dialect.hasPipefail || isAlpine(stage) else { return finding }
        return finding.mended(by: Fix(.unsafe, all: [file.prepending("set -o pipefail", to: run)]))
      }
    }
  }

  /// Whether `/bin/sh` is the shell of busybox, which knows the option.
  private func isAlpine(_ stage: Stage) -> Bool {
    guard case .image(let use) = stage.root, let image = try? ImageReference.parse(use.text) else { return false }
    return image.repository == "docker.io/library/alpine" || image.tag?.contains("alpine") ?? false
  }

  /// Whether the failure would have stopped the build: nothing ignores or tests it, and the status of the pipeline counts.
  private func loses(_ command: ShellCommand, _ pipeline: Int, _ run: Run) -> Bool {
    !command.isFailureIgnored && !run.isInside(.condition, command) && run.pipelines[pipeline].feeds == nil
  }

  private func message(_ command: ShellCommand, _ dialect: ShellDialect, isDownload: Bool) -> String {
    let what = isDownload ? "a failure of \(command.name.text)" : "a failure before the last part of the pipeline"
    return "\(what) is lost: \(dialect.rawValue) has no pipefail set here, and takes the last part for all"
  }
}
