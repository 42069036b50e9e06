package import Dockerfile
package import Linting

/// The stage that is built does not give a variable the value that the policy demands.
package struct UnexpectedEnvValue: Rule {
  package static let info = RuleInfo(
    name: "unexpected-env-value", groups: ["config"], severity: .warning,
    summary: "The stage that is built does not give a variable the value that the policy demands.",
    rationale: """
      NODE_ENV and its like decide how an application behaves; an image that leaves them to whoever starts it behaves
      differently in each place. The last ENV of the stage and of those below it counts. What a base image may set does not count,
      unless --base tells what that is. Silent without `config: env:` in the policy, and where the value depends on an unknown
      variable.
      """,
    help: "Set the variable with ENV in the stage that is built.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV ‹NODE_ENV›=development
        """, policy: "config: { env: { NODE_ENV: production } }"),
      RuleInfo.Example("FROM ‹node:20-alpine›", policy: "config: { env: { NODE_ENV: production } }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        ENV NODE_ENV=production
        FROM base
        """, policy: "config: { env: { NODE_ENV: production } }")
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#env"])

  private let demanded: [(name: String, value: String)]

  package init(_ settings: RuleSettings) {
    demanded = settings.config.environment.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  package func check(_ file: BuildModel) -> [Finding] {
    guard !demanded.isEmpty, let stage = file.target else { return [] }
    // From the bottom up, as the build sets them.
    let definitions = file.chain(of: stage).reversed().flatMap(\.definitions).filter { $0.kind == .environment }
    return demanded.compactMap { name, value in
      guard let last = definitions.last(where: { $0.expandedName == name }) else {
        // A name that is not known may be this one.
        let mayBeSet = definitions.contains { $0.name.text.contains("$") && $0.expandedName != name }
        let isInherited = stage.rootFacts?.environment.last { $0.name == name }?.value == value
        return mayBeSet || isInherited
          ? nil : Finding(Self.info, absent(name, value, stage), onFromOf: stage, in: file)
      }
      guard case .some(.known(let found)) = last.newValue, found != value else { return nil }
      return Finding(
        Self.info, different(name, value), at: last.name.range, of: last.instruction,
        stage: last.stage.map { file.stages[$0] }, in: file)
    }
  }

  // What the file sets is not printed: it may be a secret.

  private func absent(_ name: String, _ value: String, _ stage: Stage) -> String {
    "\(stage.title) does not set \(name): the policy demands \(shown(value))"
  }

  private func different(_ name: String, _ value: String) -> String {
    "\(name) has another value than the policy demands: \(shown(value))"
  }

  private func shown(_ value: String) -> String { value.isEmpty ? "an empty one" : value }
}
