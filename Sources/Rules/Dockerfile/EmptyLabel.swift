package import Dockerfile
package import Linting

/// A label that the policy knows has an empty value.
package struct EmptyLabel: Rule {
  package static let info = RuleInfo(
    name: "empty-label",
    aliases: ["DL3051"],
    groups: ["labels"], severity: .warning,
    summary: "A label that the policy's schema knows has an empty value.",
    rationale: """
      Who reads the label (a registry, a scanner, an on-call engineer) gets nothing and cannot tell whether that is meant.
      Silent without labels in the policy, and where the value depends on an unknown variable.
      """,
    help: "Give the label its value, or leave it out.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        LABEL ‹org.opencontainers.image.source›=""
        """, policy: "labels: { schema: { org.opencontainers.image.source: url } }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ARG SOURCE
        LABEL org.opencontainers.image.source=$SOURCE note=""
        """, policy: "labels: { schema: { org.opencontainers.image.source: url } }")
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3051",
        "hadolint keeps the quotes of the old form LABEL key \"\" and sees a value; here it is as empty as with =.")
    ],
    references: [
      "https://github.com/hadolint/hadolint/wiki/DL3051",
      "https://specs.opencontainers.org/image-spec/annotations/",
    ])

  private let schema: [String: LabelKind]

  package init(_ settings: RuleSettings) { schema = settings.labelSchema }

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenLabels.compactMap { stage, label in
      guard case .known(let key) = label.expandedName, schema[key] != nil, label.expandedValue == .known("") else {
        return nil
      }
      return Finding(
        Self.info, message(key), at: label.name.range, of: label.instruction, stage: stage, in: file,
        aliases: label.plainValue.isEmpty ? nil : [])
    }
  }

  private func message(_ key: String) -> String { "the label \(key) is empty" }
}
