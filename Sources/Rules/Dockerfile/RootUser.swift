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
      as. Root has many spellings: a name, any number equal to 0, with or without a group; on Windows it is
      ContainerAdministrator. Ignore it for an image whose
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
    let own = ownFinding(in: file)
    let others = file.stages.compactMap { foreignFinding(in: $0, of: file) }
    return [own].compactMap { $0 } + others.filter { $0.place != own?.place }
  }

  private func ownFinding(in file: BuildModel) -> Finding? {
    // A base image that runs as root is nearly every one: `missing-user` speaks of those.
    guard let user = file.target?.config.user, !user.isOfBaseImage, user.isResolved, RootAccount.isNamed(user.value)
    else { return nil }
    return finding(user, in: file, aliases: aliases(user, in: file))
  }

  /// hadolint judges the last USER of each stage, whatever becomes of the stage.
  private func foreignFinding(in stage: Stage, of file: BuildModel) -> Finding? {
    guard let user = stage.config.user, user.stage == stage.index, isKnownToHadolint(user, in: file) else { return nil }
    var finding = finding(user, in: file, aliases: ["DL3002"])
    finding.message = "USER is \(user.word.text), and none follows: \(stage.title) ends as root"
    finding.isOwn = false
    return finding
  }

  private func finding(_ user: Setting, in file: BuildModel, aliases: [String]) -> Finding {
    let stage = file.stages[user.stage]
    return Finding(
      Self.info, message(user), at: user.word.range, of: user.instruction, stage: stage, in: file, aliases: aliases,
      help: file.isForWindows(stage) ? WindowsAccounts.help : nil)
  }

  private func aliases(_ user: Setting, in file: BuildModel) -> [String] {
    // The others look for the root of Linux.
    if user.value.lowercased().hasPrefix("containeradministrator") { return ["CIS-4.1"] }
    return Self.info.aliases.filter { alias in
      switch alias {
      case "DL3002": isKnownToHadolint(user, in: file)
      // checkov compares the whole word.
      case "CKV_DOCKER_8": user.word.text == "root"
      default: true
      }
    }
  }

  /// It knows only plain spellings, and no triggers.
  private func isKnownToHadolint(_ user: Setting, in file: BuildModel) -> Bool {
    let written = user.word.text
    let isPlain = written == "root" || written == "0" || written.hasPrefix("root:") || written.hasPrefix("0:")
    return isPlain && !user.isOfBaseImage && !file.stages[user.stage].isTriggered(user.instruction)
  }

  private func message(_ user: Setting) -> String {
    if user.value.isEmpty { return "USER is empty: the container runs as root" }
    let administrator = user.value.lowercased().hasPrefix("c") ? WindowsAccounts.administrator : "root"
    return user.value == user.word.text
      ? "USER is \(user.value): the container runs as \(administrator)"
      : "USER \(user.word.text) is \(user.value): the container runs as \(administrator)"
  }
}
