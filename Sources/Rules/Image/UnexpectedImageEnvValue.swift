package import Images
package import Linting

/// A variable of the image has another value than the policy demands.
package struct UnexpectedImageEnvValue: Rule {
  package static let info = RuleInfo(
    name: "unexpected-image-env-value", aliases: ["cst:metadata.envVars"], groups: ["config"], severity: .warning,
    summary: "A variable of the image has another value than the policy demands.",
    rationale: """
      Programs read how to run from variables such as NODE_ENV: with another value the image runs in another mode \
      than it was tested in. Neither value is printed, as it may be a secret. Silent without \
      `config: env:` in the policy.
      """,
    help: "Set the variable by ENV in the stage that ends in the image.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        env: NODE_ENV=development
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { env: { NODE_ENV: production } }"),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { env: { NODE_ENV: production } }"),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        env: NODE_ENV=production
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { env: { NODE_ENV: production } }")
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#env",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  private let demanded: [(name: String, value: String)]

  package init(_ settings: RuleSettings) {
    demanded = settings.config.environment.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.configWithSecrets else { return [] }
    return demanded.compactMap { name, value in
      guard let found = config.value(of: name) else { return image.finding(Self.info, absent(name)) }
      return found == value ? nil : image.finding(Self.info, different(name))
    }
  }
}

// Neither value is printed: it may be a secret.

private func absent(_ name: String) -> String { "the image does not set \(name), and the policy demands a value" }

private func different(_ name: String) -> String { "\(name) has another value in the image than the policy demands" }
