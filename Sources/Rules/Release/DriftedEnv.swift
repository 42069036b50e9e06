internal import Dockerfile
internal import Images
package import Linting

/// The image lacks a variable that the Dockerfile sets with ENV, or has another value for it.
package struct DriftedEnv: Rule {
  package static let info = RuleInfo(
    name: "drifted-env",
    groups: ["drift"],
    severity: .warning,
    summary: "The image lacks a variable that the Dockerfile sets with ENV, or has another value for it.",
    rationale:
      "The program in the image sees the image's variables, not the Dockerfile's. A difference means that the image was built "
      + "from another file, or with other build arguments. Values are never shown: they may be secrets.",
    help:
      "Build the image again from this Dockerfile with the same build arguments (--build-arg), and export it again.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ENV NODE_ENV=production ‹PORT›=3000
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          env: NODE_ENV=production
          env: PORT=8080
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ENV NODE_ENV=production PATH=/app/bin:$PATH
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          env: NODE_ENV=production
          env: PATH=/app/bin:/usr/local/bin:/usr/bin:/bin
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#env",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let config = release.comparedConfigWithSecrets else { return [] }
    let found = values(in: config.env)
    return lastDefinitions(in: release.dockerfile).compactMap { definition in
      let name = definition.expandedName
      guard !isSame(definition, found[name]) else { return nil }
      return release.finding(
        Self.info, message(name, isThere: found[name] != nil), at: definition.name.range, of: definition.instruction,
        stage: definition.stage ?? 0)
    }
  }

  /// Of each variable, what sets it last in the stages that ship.
  private func lastDefinitions(in file: BuildModel) -> [VariableDefinition] {
    let all = file.shippedStages.reversed().flatMap(\.definitions).filter { $0.kind == .environment }
    let last = Dictionary(all.enumerated().map { ($1.expandedName, $0) }) { $1 }
    return all.enumerated().filter { last[$1.expandedName] == $0 }.map(\.element)
  }

  private func isSame(_ definition: VariableDefinition, _ found: String?) -> Bool {
    guard let found else { return false }
    // What depends on a value that only the builder knows is not compared.
    guard case .known(let value) = definition.newValue else { return true }
    return value == found
  }

  /// Of a variable that is there twice, the last one counts.
  private func values(in env: [String]) -> [String: String] {
    Dictionary(
      env.compactMap { entry in
        entry.firstIndex(of: "=").map { (String(entry[..<$0]), String(entry[entry.index(after: $0)...])) }
      }
    ) { $1 }
  }
}

private func message(_ name: String, isThere: Bool) -> String {
  isThere
    ? "the image has another value for \(name) than this ENV gives it" : "the image lacks the variable \(name)"
}
