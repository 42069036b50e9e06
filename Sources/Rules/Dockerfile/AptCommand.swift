package import Dockerfile
package import Linting

/// `apt` in a RUN, where apt-get is meant.
package struct AptCommand: Rule {
  package static let info = RuleInfo(
    name: "apt-command",
    aliases: ["DL3027", "CKV_DOCKER_9", "semgrep:prefer-apt-get"],
    groups: ["correctness"], severity: .info, fix: .unsafe, fixChanges: [.commands],
    fixReveals: ["unpinned-apt-package"],
    summary: "A RUN calls apt, whose command line is for people and may change.",
    rationale: """
      apt says itself that its command line is not stable: options, output and what an upgrade may remove change between
      releases. apt-get and apt-cache are the programs for scripts. They do nearly the same; only upgrade differs, which in
      apt may add packages, and apt deletes the archives that it fetched.
      """,
    help: "Call apt-get, or apt-cache to search and show.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN ‹apt› update && sudo ‹apt› install -y --no-install-recommends curl
        """,
        fixed: """
          FROM debian:13-slim
          RUN apt-get update && sudo apt-get install -y --no-install-recommends curl
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN apt-get update && apt-get install -y --no-install-recommends apt && apt-cache policy apt
        """)
    ],
    deviations: .ofCommands("DL3027") + .ofEachCommand("DL3027"),
    references: ["https://manpages.debian.org/stable/apt/apt.8.en.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.findings { command, run, stage in
      guard command.name.text == "apt" else { return nil }
      let finding = Finding(Self.info, message(command), at: command.name, of: run, stage: stage, in: file)
      return finding.mended(by: fix(command, in: file))
    }
  }

  /// What apt-get, or apt-cache, does alike. apt deletes the archives of what it installs and lets an upgrade add packages,
  /// so there a person should look.
  private func fix(_ command: ShellCommand, in file: BuildModel) -> Fix? {
    switch command.line.subcommand {
    case "update", "remove", "purge", "clean", "autoremove":
      Fix(.safe, all: [file.replacing(command.name, with: "apt-get")])
    case "install", "upgrade": Fix(.unsafe, all: [file.replacing(command.name, with: "apt-get")])
    case "search", "show", "policy", "depends", "rdepends", "showsrc":
      Fix(.unsafe, all: [file.replacing(command.name, with: "apt-cache")])
    default: nil
    }
  }

  private static let queries: Set = ["search", "show", "list", "policy", "depends", "rdepends", "showsrc"]

  private func message(_ command: ShellCommand) -> String {
    let program = Self.queries.contains(command.line.subcommand) ? "apt-cache" : "apt-get"
    return "apt is for people, and its command line may change: scripts call \(program)"
  }
}
