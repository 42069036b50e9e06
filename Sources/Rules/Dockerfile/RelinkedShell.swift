package import Dockerfile
package import Linting

/// `ln` onto /bin/sh.
package struct RelinkedShell: Rule {
  package static let info = RuleInfo(
    name: "relinked-shell",
    aliases: ["DL4005", "semgrep:use-shell-instruction"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "A RUN replaces /bin/sh by a link to another shell.",
    rationale: """
      The scripts of the distribution are written for its own /bin/sh, and an update of the package puts that back. SHELL
      chooses the shell of the build, and touches nothing of the image.
      """,
    help: "Write SHELL [\"/bin/bash\", \"-c\"] in front of the RUN instructions that need it.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN ln -sf /bin/bash ‹/bin/sh›
        """,
        fixed: """
          FROM debian:13-slim
          SHELL ["/bin/bash", "-c"]
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        SHELL ["/bin/bash", "-c"]
        RUN ln -s /bin/sh /usr/local/bin/run-script
        """)
    ],
    deviations: .ofCommands("DL4005") + .ofEachCommand("DL4005") + [
      RuleInfo.Deviation(
        "DL4005",
        """
        hadolint speaks of every ln with the word /bin/sh; here it must be the link that is made, because a link that leads \
        to /bin/sh changes no shell. And /usr/bin/sh and `ln -t /bin` count too.
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#shell"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.findings { command, run, stage in
      guard command.name.text == "ln", let link = link(of: command) else { return nil }
      var finding = Finding(Self.info, message(link.path), at: link.word, of: run, stage: stage, in: file)
      // hadolint looks for the one spelling.
      if !command.has("/bin/sh") { finding.aliases.removeAll { $0 == "DL4005" } }
      return finding.mended(by: fix(command, run, in: file))
    }
  }

  /// A RUN of nothing else, on one line, becomes a SHELL.
  private func fix(_ command: ShellCommand, _ run: Run, in file: BuildModel) -> Fix? {
    let line = command.line
    guard run.commands.count == 1, run.isPlainChain, run.instruction.flags.isEmpty, line.operands.count == 2,
      let shell = line.operands.first, ["bash", "/bin/bash", "/usr/bin/bash"].contains(shell.text),
      file.stands(run.instruction), let place = file.written(0..<run.instruction.text.count, in: run.instruction)
    else { return nil }
    let path = shell.text.hasPrefix("/") ? shell.text : "/bin/bash"
    return Fix(.unsafe, edits: [file.replacing(place, with: "SHELL [\"\(path)\", \"-c\"]")])
  }

  private static let shells: Set = ["/bin/sh", "/usr/bin/sh"]

  private func link(of command: ShellCommand) -> (path: String, word: ShellCommand.Argument)? {
    let line = command.line
    if let directory = line.option("-t", "--target-directory")?.value {
      let sources = line.operands.first { $0.text.lastComponent == "sh" }
      return sources.flatMap { shell("\(directory.text)/sh", $0) }
    }
    guard line.operands.count > 1, let last = line.operands.last else { return nil }
    return shell(last.text, last)
  }

  private func shell(_ path: String, _ word: ShellCommand.Argument) -> (path: String, word: ShellCommand.Argument)? {
    guard word.isKnown, path.hasPrefix("/"), Self.shells.contains(cleanPath(path)) else { return nil }
    return (cleanPath(path), word)
  }

  private func message(_ path: String) -> String {
    "\(path) is replaced by a link: SHELL chooses the shell of the build and leaves that of the system alone"
  }
}
