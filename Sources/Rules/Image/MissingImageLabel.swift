package import Images
package import Linting

/// The image lacks a label that the policy requires, or has it with a value of another kind.
package struct MissingImageLabel: Rule {
  package static let info = RuleInfo(
    name: "missing-image-label", aliases: ["cst:labels"], groups: ["config", "labels"], severity: .warning,
    summary: "The image lacks a label that the policy requires, or has it with a value of another kind.",
    rationale: """
      Labels say where an image comes from, who keeps it and under what licence; scanners, registries and those on \
      call read them. Silent without required labels in the policy.
      """,
    help: "Set the label by LABEL in the stage that ends in the image, or by --label of the build.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        label: org.opencontainers.image.source=shop
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """,
        policy: "config: { labels: { org.opencontainers.image.source: url, org.opencontainers.image.version: semver } }"
      )
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        label: org.opencontainers.image.source=https://example.org/shop
        label: org.opencontainers.image.version=1.4.2
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """,
        policy: "config: { labels: { org.opencontainers.image.source: url, org.opencontainers.image.version: semver } }"
      )
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#label",
      "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
    ])

  private let required: [(key: String, kind: LabelKind)]

  package init(_ settings: RuleSettings) {
    let schema = settings.labelSchema
    required = settings.requiredLabels.map { ($0, schema[$0] ?? .text) }
  }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let labels = image.config?.labels else { return [] }
    return required.compactMap { key, kind in
      guard let value = labels[key], !value.isEmpty else { return image.finding(Self.info, absent(key, kind)) }
      return kind.accepts(value) ? nil : image.finding(Self.info, mismatched(key, kind))
    }
  }
}

private func absent(_ key: String, _ kind: LabelKind) -> String {
  "the image has no label \(key), expected \(kind.expectation)"
}

private func mismatched(_ key: String, _ kind: LabelKind) -> String {
  "the label \(key) of the image has another kind of value, expected \(kind.expectation)"
}
