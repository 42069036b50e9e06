package import Dockerfile
package import Linting

/// An ARG or ENV whose name says that it holds a secret.
package struct SecretInArgOrEnv: Rule {
  private static let words = RuleInfo.Option(
    "words", .textList, "Further words that name a secret when they stand between underscores; without it none.")
  private static let allowed = RuleInfo.Option(
    "allowed", .textList, "Names that are no secrets, with * for any text; without it none.")

  package static let info = RuleInfo(
    name: "secret-in-arg-or-env",
    aliases: ["DL3064", "SecretsUsedInArgOrEnv", "DS-0031", "semgrep:secret-in-build-arg", "CIS-4.10"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "An ARG or ENV key names a secret.",
    rationale: """
      The value of ENV is in the image's configuration and that of ARG in its history: everybody who can pull the image
      can read it. The name is judged, not the value: words such as key, token, secret or password between underscores,
      unless public, file or version stands beside them, or the name is about a secret and not for one: TOKEN_URL,
      PASSWORD_MIN_LENGTH, AWS_SECRET_NAME.
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
        ENV TOKEN_URL=https://example.com PASSWORD_MIN_LENGTH=12 SSH_KEY_TYPE=ed25519
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
        "DL3064", "hadolint has one finding an instruction; here each name has its own place, because each is a fault.")
    ],
    options: [words, allowed],
    references: ["https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"])

  private let addedWords: Set<Substring>
  private let allowedNames: [Glob]

  package init(_ settings: RuleSettings) {
    let options = settings.options(of: Self.info)
    addedWords = Set(options.texts(Self.words).map { $0.lowercased()[...] })
    allowedNames = options.texts(Self.allowed).map { Glob($0.lowercased()) }
  }

  /// A name that ARG or ENV defines, or that one behind ONBUILD will define.
  private struct Definition {
    var name: Word
    var expandedName: String
    var kind: VariableDefinition.Kind
    var instruction: Instruction
    var stage: Stage?
    var isTrigger = false
  }

  package func check(_ file: BuildModel) -> [Finding] {
    definitions(in: file).compactMap { definition in
      let name = definition.expandedName.lowercased()
      if allowedNames.contains(where: { $0.matches(name) }) { return nil }
      let isOwn = SecretWords.namesSecret(name) || name.split(separator: "_").contains { addedWords.contains($0) }
      let aliases = Self.info.aliases.filter { holds($0, for: definition, isOwn: isOwn, in: file) }
      guard isOwn || !aliases.isEmpty else { return nil }
      var finding = Finding(
        Self.info, message(definition), at: definition.name.range, of: definition.instruction,
        stage: definition.stage, in: file, aliases: aliases)
      finding.isOwn = isOwn
      return finding
    }
  }

  private func definitions(in file: BuildModel) -> [Definition] {
    let global = file.globalDefinitions.map { definition($0, nil) }
    return global
      + file.stages.flatMap { stage in
        stage.definitions.filter { stage.wrote($0.instruction) }.map { definition($0, stage) }
          + stage.ownInstructions.flatMap { instruction in
            instruction.trigger.filter { $0.keyword == .arg || $0.keyword == .env }.flatMap { triggered($0, stage) }
          }
      }
  }

  private func definition(_ definition: VariableDefinition, _ stage: Stage?) -> Definition {
    Definition(
      name: definition.name, expandedName: definition.expandedName, kind: definition.kind,
      instruction: definition.instruction, stage: stage)
  }

  private func triggered(_ trigger: Instruction, _ stage: Stage) -> [Definition] {
    trigger.arguments.pairs.map { pair in
      Definition(
        name: pair.name, expandedName: pair.name.text, kind: trigger.keyword == .arg ? .argument : .environment,
        instruction: trigger, stage: stage, isTrigger: true)
    }
  }

  /// Each peer has words of its own, and places where it does not look.
  private func holds(_ alias: String, for definition: Definition, isOwn: Bool, in file: BuildModel) -> Bool {
    let name = definition.expandedName
    return switch alias {
    case "DL3064": matchesSubstring(name)
    // BuildKit looks neither before the first FROM nor at triggers.
    case "SecretsUsedInArgOrEnv": definition.stage != nil && !definition.isTrigger && SecretWords.match(name)
    // trivy looks at the stage that is built alone.
    case "DS-0031":
      definition.stage != nil && definition.stage?.index == file.targetIndex && !definition.isTrigger
        && matchesTrivy(name)
    case "semgrep:secret-in-build-arg": definition.kind == .argument && SecretWords.match(name)
    default: isOwn
    }
  }

  private static let substrings = ["api_key", "client_key", "password", "private", "secret", "token", "username"]
  private static let names: Set = [
    "application_key", "aws_access_key_id", "ci_deploy_user", "docker_email", "facebook_app_id", "heroku_api_user",
    "okta_authn_groupid", "okta_client_orgurl", "okta_oauth2_clientid", "stripe_device_name", "travis_os_name",
    "travis_secure_env_vars", "travis_sudo",
  ]

  /// hadolint's test: a part of the name, anywhere in it, or one of a list.
  private func matchesSubstring(_ name: String) -> Bool {
    let lower = name.lowercased()
    return Self.names.contains(lower) || Self.substrings.contains { lower.contains($0) }
  }

  /// trivy's test: BuildKit's words and two more, excused by one.
  private func matchesTrivy(_ name: String) -> Bool {
    let words = Set(name.lowercased().split(separator: "_"))
    return !words.contains("public") && !words.isDisjoint(with: SecretWords.secret.union(["usr", "psw"]))
  }

  private func message(_ definition: Definition) -> String {
    let name = definition.expandedName
    return switch definition.kind {
    case .argument: "the build argument \(name) names a secret: its value stays in the image's history"
    case .environment: "the variable \(name) names a secret: its value ships in the image's configuration"
    }
  }
}
