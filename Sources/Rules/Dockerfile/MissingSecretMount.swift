package import Dockerfile
package import Linting

/// A command that the policy lists runs without its secret mount.
package struct MissingSecretMount: Rule {
  private static let commands = RuleInfo.Option(
    "commands", .textMap,
    "For a command (`npm ci`), the secrets that it needs, by id or target path; without it the rule is silent.")

  package static let info = RuleInfo(
    name: "missing-secret-mount",
    aliases: ["tally/require-secret-mounts"],
    groups: ["security", "secrets"], severity: .warning, fix: .unsafe,
    summary: "A command that the policy lists runs without the secret mount that it needs.",
    rationale: """
      A command that talks to a private registry needs credentials. Where the agreed secret mount is absent they come from
      somewhere else: an ARG, a copied file, the base image; and there they stay. Silent without the option `commands`.
      """,
    help: "Add RUN --mount=type=secret,id=… with the id that the policy names.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN ‹npm› ci --omit=dev
        """,
        fixed: """
          FROM node:20-alpine
          RUN --mount=type=secret,id=npmrc npm ci --omit=dev
          """, policy: "rules: { missing-secret-mount: { commands: { npm ci: npmrc } } }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev
        RUN npm run build
        """, policy: "rules: { missing-secret-mount: { commands: { npm ci: npmrc } } }")
    ],
    deviations: [
      RuleInfo.Deviation(
        "tally/require-secret-mounts",
        "tally compares all parameters of a mount; here a mount counts when it has the id or the target that the policy names."
      )
    ],
    options: [commands],
    references: ["https://docs.docker.com/build/building/secrets/"])

  private struct Demand {
    var words: [Substring]
    var secrets: [String]
  }

  private let demands: [Demand]

  package init(_ settings: RuleSettings) {
    demands = settings.options(of: Self.info).map(Self.commands).map { name, secrets in
      Demand(words: name.split(separator: " "), secrets: secrets)
    }
  }

  package func check(_ file: BuildModel) -> [Finding] {
    guard !demands.isEmpty else { return [] }
    return file.writtenRuns.flatMap { stage, run in
      run.commands.flatMap { command in missing(command, run, stage, file) }
    }
  }

  private func missing(_ command: ShellCommand, _ run: Run, _ stage: Stage, _ file: BuildModel) -> [Finding] {
    demands.filter { isMeant($0, command) }.flatMap { demand in
      demand.secrets.filter { !has($0, run) }.map { secret in
        Finding(
          Self.info, message(demand.words.joined(separator: " "), secret), at: command.name, of: run, stage: stage,
          in: file
        ).mended(by: Fix(.unsafe, all: [file.adding(flag: mount(secret), to: run.instruction)]))
      }
    }
  }

  /// Whether a command line begins with the words of a demand, its options and their values left out.
  private func isMeant(_ demand: Demand, _ command: ShellCommand) -> Bool {
    guard let program = demand.words.first.map(String.init) else { return false }
    let words = demand.words.dropFirst()
    if command.program == program || command.name.text == program {
      let line = command.line
      return (line.subcommands + line.operands).map { Substring($0.text) }.starts(with: words)
    }
    // `python -m pip install` calls pip.
    guard let operation = command.packageOperation, operation.manager.name == program else { return false }
    return Substring(operation.subcommand) == words.joined(separator: " ")
  }

  /// A secret that is named by its path is mounted there.
  private func mount(_ secret: String) -> String {
    secret.hasPrefix("/")
      ? "--mount=type=secret,id=\(secret.lastComponent),target=\(secret)" : "--mount=type=secret,id=\(secret)"
  }

  private func has(_ secret: String, _ run: Run) -> Bool {
    run.mounts.contains { mount in
      guard mount.kind == .secret else { return false }
      if secret.hasPrefix("/") { return run.target(of: mount) == secret }
      // Without an id, a secret is called like its file.
      return (mount.id ?? mount.source ?? mount.target?.lastComponent) == secret
    }
  }

  private func message(_ command: String, _ secret: String) -> String {
    "\(command) runs without the secret mount \(secret), which the policy demands of it"
  }
}
