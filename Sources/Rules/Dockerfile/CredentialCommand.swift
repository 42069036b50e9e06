package import Dockerfile
package import Linting

/// A RUN that logs in with a credential, which stays in the layer.
package struct CredentialCommand: Rule {
  package static let info = RuleInfo(
    name: "credential-command",
    aliases: ["DS-0031"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "A RUN logs in without a secret mount, so that the credential stays in the layer.",
    rationale: """
      Such a command writes the credential into a file of the home directory, where everybody who can pull the image finds it,
      and what stands on its command line is in the image's history too. A RUN that takes the secret from a mount, or that
      logs out again, is excused.
      """,
    help:
      "Give the RUN that needs it the credential by RUN --mount=type=secret,id=…, in the file or variable that the program reads.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        ARG NPM_TOKEN
        RUN ‹npm› config set //registry.npmjs.org/:_authToken $NPM_TOKEN
        RUN ‹docker› login -u ci -p "$PASSWORD" registry.example.com
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
        RUN npm config set registry https://npm.example.com && aws configure set region eu-central-1
        """)
    ],
    references: ["https://docs.docker.com/build/building/secrets/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run in
      run.hasSecretMount
        ? []
        : keptLogins(of: run).map { command, login in
          var finding = Finding(Self.info, message(command), at: command.name, of: run, stage: stage, in: file)
          // trivy looks at the stage that is built alone.
          let isKnown = login.isKnownToTrivy && stage.index == file.targetIndex
          finding.aliases = isKnown ? Self.info.aliases : []
          return finding
        }
    }
  }

  /// The logins of a RUN behind which the program does not forget the credential.
  private func keptLogins(of run: Run) -> [(ShellCommand, LoginCommand)] {
    var kept: [(ShellCommand, LoginCommand)] = []
    var forgetting: Set<String> = []
    for command in run.commands.reversed() {
      guard let login = LoginCommand.all[command.program] else { continue }
      let line = command.line
      if login.isMeant(line), !forgetting.contains(command.program) { kept.append((command, login)) }
      if login.isEnded(by: line) { forgetting.insert(command.program) }
    }
    return kept.reversed()
  }

  private func message(_ command: ShellCommand) -> String {
    "\(command.name.text) keeps a credential here, and it stays in the layer: take it from a secret mount"
  }
}
