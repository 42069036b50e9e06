package import Dockerfile
package import Linting

/// A command that has no sense in a build.
package struct PointlessCommand: Rule {
  package static let info = RuleInfo(
    name: "pointless-command",
    aliases: ["DL3001", "semgrep:nonsensical-command"],
    groups: ["correctness"], severity: .info,
    summary:
      "A RUN calls a program that has no sense in a build: free, kill, mount, ps, service, shutdown, ssh, top or vim.",
    rationale: """
      A build has no machine to look after: processes end with their RUN, mounts vanish, nobody edits. Most such lines are
      left over from a shell script for a server. Ignore it where a RUN needs a service for itself, as a database that it
      fills, and stops it again; ssh with a mount for its keys is excused.
      """,
    help: "Remove the command, or move it to where the container runs.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN ‹service› nginx restart && ‹ps› aux
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN --mount=type=ssh ssh -T git@example.com
        RUN apt-get install -y vim
        """)
    ],
    deviations: .ofCommands("DL3001") + .ofEachCommand("DL3001"),
    references: ["https://docs.docker.com/build/building/best-practices/#decouple-applications"])

  private static let programs: Set = ["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"]

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.findings { command, run, stage in
      guard Self.programs.contains(command.name.text) else { return nil }
      var finding = Finding(Self.info, message(command), at: command.name, of: run, stage: stage, in: file)
      finding.isOwn = !(command.name.text == "ssh" && run.mounts.contains { $0.kind == .ssh })
      return finding
    }
  }

  private func message(_ command: ShellCommand) -> String { "\(command.name.text) has no sense in a build" }
}
