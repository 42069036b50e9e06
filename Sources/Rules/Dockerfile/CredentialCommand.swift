package import Dockerfile
package import Linting

/// A RUN that logs in with a credential, which stays in the layer.
package struct CredentialCommand: Rule {
  package static let info = RuleInfo(
    name: "credential-command",
    aliases: ["DS-0031"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "A RUN logs in without a secret mount, or a password stands on its command line: it stays in the image.",
    rationale: """
      Such a command writes the credential into a file of the home directory, where everybody who can pull the image finds it,
      and what stands on its command line is in the image's history too: an address with a password, `curl -u user:password`. A login that takes the secret from a
      mount, or that is followed by a logout, is excused; a password that is written out is not, for the command line has it
      beside the mount too.
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
        RUN git clone https://ci:‹hunter2›@git.example.com/shop.git && curl -fsSLO -u shop:‹tiger99› https://example.com/a.jar
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
      let logins = run.hasSecretMount ? [] : keptLogins(of: run)
      return logins.map { finding($0.0, $0.1, run, stage, file) }
        + passwords(of: run, in: file.source, beside: logins.map(\.0.source)).map { name, range in
          var finding = Finding(
            Self.info, message(name), at: run.instruction.spelling.range, of: run.instruction, stage: stage, in: file,
            aliases: [])
          finding.place = file.source.place(of: range)
          return finding
        }
    }
  }

  private func finding(
    _ command: ShellCommand, _ login: LoginCommand, _ run: Run, _ stage: Stage, _ file: BuildModel
  ) -> Finding {
    var finding = Finding(Self.info, message(command), at: command.name, of: run, stage: stage, in: file)
    // trivy looks at the stage that is built alone.
    let isKnown = login.isKnownToTrivy && stage.index == file.targetIndex
    finding.aliases = isKnown ? Self.info.aliases : []
    return finding
  }

  /// The passwords that are written out in a RUN, those of the logins left out; both are in the order of the text.
  private func passwords(
    of run: Run, in source: SourceText, beside logins: [Range<Int>]
  ) -> [(name: String, range: Range<Int>)] {
    let placed = run.instruction.placedPasswords(in: source)
    let starts = Set(placed.map(\.range.lowerBound))
    let given = run.writtenPasswords(in: source).filter { !$0.isOfAccount && !starts.contains($0.range.lowerBound) }
    let all = placed + given.map { (name: $0.title, range: $0.range) }
    var rest = logins[...]
    return all.sorted { $0.range.lowerBound < $1.range.lowerBound }.filter { _, range in
      while let login = rest.first, login.upperBound <= range.lowerBound { rest.removeFirst() }
      return rest.first.map { !$0.overlaps(range) } ?? true
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

  private func message(_ password: String) -> String {
    "\(password) is written out here, and it stays in the image's history: take it from a secret mount"
  }

  private func message(_ command: ShellCommand) -> String {
    "\(command.name.text) keeps a credential here, and it stays in the layer: take it from a secret mount"
  }
}
