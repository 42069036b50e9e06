package import Dockerfile
package import Linting

/// The stage that is built never sets USER, nor does a stage that it is built on.
package struct MissingUser: Rule {
  package static let info = RuleInfo(
    name: "missing-user",
    aliases: [
      "DS-0002", "CKV_DOCKER_3", "semgrep:missing-user", "semgrep:missing-user-entrypoint", "CIS-4.1", "CIS-DI-0001",
    ],
    groups: ["security", "user"], severity: .warning,
    summary: "The stage that is built never sets USER, so the container runs as root.",
    rationale: """
      A process that runs as root inside a container is root for the kernel too: a fault in it, or in the container
      runtime, reaches further. Without USER the base image decides, and nearly all of them stay root. Bases that are
      known to run as another user are excused; --base tells what a base is. So is an ENTRYPOINT that begins with gosu, su-exec,
      setpriv or s6-setuidgid and a user, and one that is a script where such a program is installed. On Windows the account is
      ContainerAdministrator. Ignore it for another script that drops its rights itself.
      """,
    help: "Create an account and add USER with its number, for example USER 1001, before the last CMD or ENTRYPOINT.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹node:20-alpine›
        CMD ["node", "server.js"]
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        USER node
        FROM ‹node:20-alpine› AS runner
        COPY --from=builder /app /app
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        USER 1000
        CMD ["node", "server.js"]
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        USER node
        FROM base AS runner
        CMD ["node", "server.js"]
        """),
      RuleInfo.Example("FROM gcr.io/distroless/static-debian12:nonroot"),
    ],
    deviations: [
      RuleInfo.Deviation(
        "DS-0002",
        """
        trivy looks for USER alone. Selected by this code, so does the rule; by its own name, as in the default policy, it \
        excuses an ENTRYPOINT that gives its rights away, and a stage on scratch that starts nothing.
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#user"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let stage = file.target, stage.config.user?.isOfBaseImage ?? true else { return [] }
    if let user = stage.config.user {
      return RootAccount.isNamed(user.value) ? [finding(root(stage, user), stage, file)] : []
    }
    switch stage.root {
    // What the image itself says beats its name.
    case .image(let use) where stage.rootFacts == nil && NonRootBases.contains(use.text): return []
    // What a variable brings may well have a USER.
    case .unresolved: return []
    case .image, .scratch, .stage: return [finding(missing(stage, file), stage, file)]
    }
  }

  private func finding(_ message: String, _ stage: Stage, _ file: BuildModel) -> Finding {
    var finding = Finding(
      Self.info, message, onFromOf: stage, in: file, aliases: aliases(stage, file),
      help: file.isForWindows(stage) ? WindowsAccounts.help : nil)
    if stage.startsNothing { finding.isOwn = false }
    // The others look for USER alone.
    if let command = stage.config.entrypoint,
      DroppedRights.areGivenAway(by: command)
        || DroppedRights.mayBeScript(command) && file.shippedStages.contains(where: DroppedRights.isMadePossible)
    {
      finding.isOwn = false
      finding.aliases.removeAll { $0.hasPrefix("CIS-") }
    }
    return finding
  }

  /// trivy and checkov look at the whole file, semgrep for a command that no USER stands before.
  private func aliases(_ stage: Stage, _ file: BuildModel) -> [String] {
    let users = file.syntax.instructions.filter { $0.keyword == .user }
    return Self.info.aliases.filter { alias in
      switch alias {
      case "DS-0002": users.last.map { RootAccount.isNamed($0.arguments.words.first?.text ?? "") } ?? true
      case "CKV_DOCKER_3": users.isEmpty
      case "semgrep:missing-user": stage.config.cmd != nil
      case "semgrep:missing-user-entrypoint": stage.config.entrypoint != nil
      default: true
      }
    }
  }

  private func missing(_ stage: Stage, _ file: BuildModel) -> String {
    let account = file.isForWindows(stage) ? WindowsAccounts.administrator : "root"
    return "\(stage.title) never sets USER, so the container runs as \(account)"
  }

  private func root(_ stage: Stage, _ user: Setting) -> String {
    "\(stage.title) never sets USER, and that of its base image is \(user.value): the container runs as root"
  }
}
