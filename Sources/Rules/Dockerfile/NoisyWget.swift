package import Dockerfile
package import Linting

/// wget that prints its progress into the build's log.
package struct NoisyWget: Rule {
  package static let info = RuleInfo(
    name: "noisy-wget",
    aliases: ["DL3047"],
    groups: ["style"], severity: .style, fix: .unsafe,
    summary: "wget prints a progress bar into the build's log.",
    rationale: """
      A large download makes thousands of lines, between which nobody finds the error. Where the log is only looked at when
      something fails, it is a matter of taste.
      """,
    help: "Add -nv, -q or --progress=dot:giga.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN ‹wget› -O /tmp/tool.tgz https://example.com/tool.tgz
        """,
        fixed: """
          FROM debian:13-slim
          RUN wget -q -O /tmp/tool.tgz https://example.com/tool.tgz
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN wget -q https://example.com/a && wget --progress=dot:giga https://example.com/b && wget -nv https://example.com/c
        """)
    ],
    deviations: .ofCommands("DL3047") + .ofEachCommand("DL3047") + [
      RuleInfo.Deviation(
        "DL3047",
        """
        hadolint looks for letters in options, so that `-Oq` is quiet and `-nvO -` is noisy; here options are read as wget \
        reads them.
        """)
    ],
    references: ["https://www.gnu.org/software/wget/manual/wget.html#Logging-and-Input-File-Options"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.findings { command, run, stage in
      guard command.name.text == "wget" else { return nil }
      let line = command.line
      guard !isQuiet(line) else { return nil }
      var finding = Finding(Self.info, message, at: command.name, of: run, stage: stage, in: file)
      // Where nothing is fetched, or the messages go elsewhere, there is no noise.
      finding.isOwn = fetches(line) && !sendsMessagesAway(command)
      return finding.mended(by: Fix(.unsafe, all: [file.inserting("-q", behind: command.name)]))
    }
  }

  private func isQuiet(_ line: Invocation) -> Bool {
    line.has(
      "-q", "--quiet", "-nv", "--no-verbose", "-o", "--output-file", "-a", "--append-output", "--progress")
  }

  private func fetches(_ line: Invocation) -> Bool {
    !line.has("--spider", "-V", "--version", "-h", "--help")
      && (!line.operands.isEmpty || line.has("-i", "--input-file"))
  }

  private func sendsMessagesAway(_ command: ShellCommand) -> Bool {
    command.redirections.contains { redirection in
      redirection.operation.hasPrefix("&>") || (redirection.descriptor == 2 && redirection.operation.hasPrefix(">"))
    }
  }

  private let message = "wget prints its progress into the build's log"
}
