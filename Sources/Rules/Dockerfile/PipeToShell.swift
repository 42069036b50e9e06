package import Dockerfile
package import Linting

/// A download that a shell or interpreter runs at once.
package struct PipeToShell: Rule {
  package static let info = RuleInfo(
    name: "pipe-to-shell",
    groups: ["security"], severity: .warning,
    summary: "A download is piped into, or substituted for, a shell or interpreter.",
    rationale: """
      Whatever the server answers runs in the build, as root and unseen: a changed script, an error page, half of a script
      when the line breaks. Nothing can be tested before it runs, and the next build may get another text.
      """,
    help:
      "Fetch the script into a file, compare its checksum, then run it; or install a package of the distribution, or COPY --from an image of the tool.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN curl -fsSL https://example.com/install.sh | ‹sh›
        RUN ‹bash› <(wget -qO- https://example.com/install.sh)
        RUN ‹sh› -c "$(curl -fsSL https://example.com/install.sh)"
        RUN ‹$(curl -fsSL https://example.com/command)›
        RUN ‹python3› -c "$(curl -fsSL https://example.com/install.py)"
        """),
      RuleInfo.Example(
        """
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        SHELL ["powershell", "-Command"]
        RUN iwr -useb https://example.com/install.ps1 | ‹iex›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN curl -fsSLo install.sh https://example.com/install.sh \\
          && echo "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  install.sh" | sha256sum -c \\
          && sh install.sh
        RUN curl -fsSL https://example.com/versions.json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0])'
        """)
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#run"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run in
      (run.commands.contains { $0.isDownloader } ? findings(in: run, stage, file) : [])
        + PowerShellDownloads.uses(in: run, of: file.source).map { use in
          var finding = Finding(
            Self.info, message(use.downloader, use.evaluator), at: run.instruction.spelling.range, of: run.instruction,
            stage: stage, in: file)
          finding.place = file.source.place(of: use.source)
          return finding
        }
    }
  }

  private func findings(in run: Run, _ stage: Stage, _ file: BuildModel) -> [Finding] {
    let readers = ScriptReaders(run)
    var seen: Set<Range<Int>> = []
    return run.commands.filter(\.printsDownload).compactMap { command in
      guard let program = readers.program(thatRunsOutputOf: command), seen.insert(program.source).inserted else {
        return nil
      }
      // The name of a command that is substituted is the whole substitution.
      let name = program.name.source.contains(command.source.lowerBound) ? "the shell" : program.name.text
      let text = message(command.name.text, name)
      return Finding(Self.info, text, at: program.name, of: run, stage: stage, in: file)
    }
  }

  private func message(_ downloader: String, _ program: String) -> String {
    "\(program) runs whatever \(downloader) fetches: nobody can test it before"
  }
}
