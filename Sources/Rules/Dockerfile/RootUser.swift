package import Dockerfile
package import Linting

/// The USER in effect at the end of the stage that is built is root.
package struct RootUser: Rule {
  package static let info = RuleInfo(
    name: "root-user",
    aliases: ["DL3002", "DS-0002", "CKV_DOCKER_8", "semgrep:last-user-is-root", "CIS-4.1", "CIS-DI-0001"],
    groups: ["security", "user"], severity: .warning,
    summary: "The last USER of the stage that is built is root.",
    rationale: """
      USER root is needed while packages are installed, but what stays in effect at the end is what the container runs
      as. Root has many spellings: a name, any number equal to 0, with or without a group. Ignore it for an image whose
      entry point drops its rights itself.
      """,
    help: "Set USER to an account that is not root, by its number, after the last instruction that needs root.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        USER ‹root›
        """),
      RuleInfo.Example(
        """
        ARG RUNAS=0:0
        FROM debian:12-slim
        ARG RUNAS
        USER ‹$RUNAS›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        USER root
        RUN useradd --uid 1001 app
        USER 1001
        """)
    ],
    silences: ["missing-user"], references: ["https://docs.docker.com/reference/dockerfile/#user"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    // A base image that runs as root is nearly every one: `missing-user` speaks of those.
    guard let stage = file.target, let user = stage.config.user, !user.isOfBaseImage, user.isResolved,
      RootAccount.isNamed(user.value)
    else { return [] }
    let range = user.word.range
    return [
      Finding(
        Self.info, message(user), at: range, of: user.instruction, stage: file.stages[user.stage], in: file,
        aliases: aliases(user))
    ]
  }

  /// hadolint knows only plain spellings.
  private func aliases(_ user: Setting) -> [String] {
    let written = user.word.text
    let isPlain = written == "root" || written == "0" || written.hasPrefix("root:") || written.hasPrefix("0:")
    return isPlain ? Self.info.aliases : Self.info.aliases.filter { $0 != "DL3002" }
  }

  private func message(_ user: Setting) -> String {
    user.value == user.word.text
      ? "USER is \(user.value): the container runs as root"
      : "USER \(user.word.text) is \(user.value): the container runs as root"
  }
}
