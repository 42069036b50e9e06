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
      unless public, file or version stands beside them.
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
        RUN --mount=type=secret,id=npm npm ci
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV SENTRY_PUBLISHABLE_KEY=abc
        """, policy: "rules: { secret-in-arg-or-env: { allowed: ['*_PUBLISHABLE_KEY'] } }"),
    ],
    options: [words, allowed],
    references: ["https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"])

  private let addedWords: Set<String>
  private let allowedNames: [Glob]

  package init(_ settings: RuleSettings) {
    let options = settings.options(of: Self.info)
    addedWords = Set(options.texts(Self.words).map { $0.lowercased() })
    allowedNames = options.texts(Self.allowed).map { Glob($0.lowercased()) }
  }

  package func check(_ file: BuildModel) -> [Finding] {
    let definitions = file.globalDefinitions + file.stages.flatMap(\.definitions)
    return definitions.compactMap { definition in
      let name = definition.expandedName.lowercased()
      if allowedNames.contains(where: { $0.matches(name) }) { return nil }
      let isNamed = SecretWords.match(name)
      let isOwn = isNamed || name.split(separator: "_").contains { addedWords.contains(String($0)) }
      // hadolint's wider sense, for who selects it.
      guard isOwn || matchesSubstring(definition.expandedName) else { return nil }
      var finding = Finding(
        Self.info, message(definition), at: definition.name.range, of: definition.instruction,
        stage: definition.stage.map { file.stages[$0] }, in: file,
        aliases: isNamed ? aliases(definition) : matchesSubstring(definition.expandedName) ? ["DL3064"] : [])
      finding.isOwn = isOwn
      return finding
    }
  }

  private func aliases(_ definition: VariableDefinition) -> [String] {
    Self.info.aliases.filter { alias in
      switch alias {
      case "DL3064": matchesSubstring(definition.expandedName)
      // BuildKit never looks before the first FROM.
      case "SecretsUsedInArgOrEnv": definition.stage != nil
      case "semgrep:secret-in-build-arg": definition.kind == .argument
      default: true
      }
    }
  }

  private static let substrings = ["api_key", "client_key", "password", "private", "secret", "token", "username"]

  /// hadolint's test: a part of the name, anywhere in it.
  private func matchesSubstring(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower == "application_key" || lower == "aws_access_key_id" || Self.substrings.contains { lower.contains($0) }
  }

  private func message(_ definition: VariableDefinition) -> String {
    let name = definition.expandedName
    return switch definition.kind {
    case .argument: "the build argument \(name) names a secret: its value stays in the image's history"
    case .environment: "the variable \(name) names a secret: its value ships in the image's configuration"
    }
  }
}
