package import Dockerfile
package import Linting

/// An ARG or ENV whose name says that it holds a secret.
package struct SecretInArgOrEnv: Rule {
  package static let info = RuleInfo(
    name: "secret-in-arg-or-env",
    aliases: ["DL3064", "SecretsUsedInArgOrEnv", "DS-0031", "semgrep:secret-in-build-arg", "CIS-4.10"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "An ARG or ENV key names a secret, or its value is an address with a password.",
    rationale: """
      The value of ENV is in the image's configuration and that of ARG in its history: everybody who can pull the image
      can read it. The name is judged: words such as key, token, secret or password between underscores, unless public,
      file or version stands beside them, or the name is about a secret and not for one: TOKEN_URL, PASSWORD_MIN_LENGTH,
      AWS_SECRET_NAME, GPG_KEY. A value that can be no secret excuses it: nothing, a path or address, a switch, a fingerprint.
      """,
    help:
      "Use a secret mount for the build (RUN --mount=type=secret,id=…) and the environment of the container at run time.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ARG ‹NPM_TOKEN›
        ENV ‹DATABASE_PASSWORD›=hunter2 PORT=3000
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ARG ‹SIGNING_SEED›
        """, policy: "rules: { secret-in-arg-or-env: { words: [seed] } }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV TOKEN_FILE=/run/secrets/token PUBLIC_KEY=abc KEYBOARD=de
        ENV TOKEN_URL=https://example.com PASSWORD_MIN_LENGTH=12 SSH_KEY_TYPE=ed25519 SSH_AUTH_SOCK=/tmp/agent
        ENV ADMIN_PASSWORD="" AUTH=off GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568
        RUN --mount=type=secret,id=npm npm ci
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV SENTRY_PUBLISHABLE_KEY=abc
        """, policy: "rules: { secret-in-arg-or-env: { allowed: ['*_PUBLISHABLE_KEY'] } }"),
    ],
    deviations: [
      RuleInfo.Deviation(
        "SecretsUsedInArgOrEnv",
        """
        BuildKit judges the key alone. Selected by this code, so does the rule; by its own name, as in the default policy, it \
        says nothing where the value can be no secret: an empty one, a path or address, a switch such as 1 or off, a placeholder.
        """)
    ],
    options: SecretNames.options,
    references: ["https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"])

  private let names: SecretNames

  package init(_ settings: RuleSettings) { names = SecretNames(settings.options(of: Self.info)) }

  package func check(_ file: BuildModel) -> [Finding] {
    // hadolint has one finding an instruction: it stands at the first name.
    var named: Set<ObjectIdentifier> = []
    let runners = file.triggerRunners
    return file.writtenDefinitions.compactMap { definition in
      let name = definition.expandedName
      if names.allow(name) { return nil }
      let isNamed = names.hold(name)
      let hasPassword = holdsPassword(definition)
      let isOwn = (isNamed && mayBeSecret(definition)) || hasPassword
      let runner = definition.isTrigger ? runners[ObjectIdentifier(definition.instruction)] : nil
      let aliases = Self.info.aliases.filter {
        holds($0, for: definition, isOwn: isOwn, isRun: runner != nil, in: file)
          && ($0 != "DL3064"
            || isReadByHadolint(definition)
              && named.insert(ObjectIdentifier(definition.instruction)).inserted)
      }
      guard isOwn || !aliases.isEmpty else { return nil }
      var finding = Finding(
        Self.info, message(definition, hasPassword: hasPassword), at: definition.name.range, of: definition.instruction,
        stage: runner ?? definition.stage, in: file, aliases: aliases)
      finding.isOwn = isOwn
      if isOwn, let value = definition.value {
        finding.concealed = [definition.instruction.text.sourceRange(of: value.range)]
      }
      return finding
    }
  }

  /// hadolint reads the first name of an ARG alone.
  private func isReadByHadolint(_ definition: WrittenDefinition) -> Bool {
    definition.kind != .argument
      || definition.instruction.arguments.pairs.first?.name.range == definition.name.range
  }

  /// Whether a secret can be in the variable, by its value. What other variables bring from outside, nobody knows.
  private func mayBeSecret(_ definition: WrittenDefinition) -> Bool {
    guard let value = definition.expandedValue, definition.value?.text.contains("$") == false else { return true }
    return switch definition.kind {
    // The value is only what stands in for one from outside, but may tell of which kind that is.
    case .argument: !SecretVariable.isAddress(value) && !SecretVariable.isSwitch(value)
    case .environment: SecretVariable.canBeSecret(value, of: definition.expandedName)
    }
  }

  /// Each peer has words of its own, and places where it does not look.
  private func holds(
    _ alias: String, for definition: WrittenDefinition, isOwn: Bool, isRun: Bool, in file: BuildModel
  ) -> Bool {
    let name = definition.expandedName
    return switch alias {
    case "DL3064": SecretWords.matchForHadolint(name)
    // BuildKit does not look before the first FROM, and at triggers where they run.
    case "SecretsUsedInArgOrEnv":
      definition.stage != nil && (!definition.isTrigger || isRun) && SecretWords.match(name)
    // trivy looks at the stage that is built alone.
    case "DS-0031":
      definition.stage != nil && definition.stage?.index == file.targetIndex && !definition.isTrigger
        && SecretWords.matchForTrivy(name)
    case "semgrep:secret-in-build-arg": definition.kind == .argument && SecretWords.match(name)
    default: isOwn
    }
  }

  /// Whether the value is an address, or a header, in which a password is written out.
  private func holdsPassword(_ definition: WrittenDefinition) -> Bool {
    guard let value = definition.value?.text, value.contains(":") else { return false }
    return SecretTokens.find(in: Array(value.utf8)).contains { !$0.hasOwnShape }
  }

  private func message(_ definition: WrittenDefinition, hasPassword: Bool) -> String {
    let name = hasPassword ? "\(definition.expandedName) holds a password" : "\(definition.expandedName) names a secret"
    return switch definition.kind {
    case .argument: "the build argument \(name): its value stays in the image's history"
    case .environment: "the variable \(name): its value ships in the image's configuration"
    }
  }
}
