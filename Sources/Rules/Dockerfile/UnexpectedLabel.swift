package import Dockerfile
package import Linting

/// A label that a strict policy does not know.
package struct UnexpectedLabel: Rule {
  package static let info = RuleInfo(
    name: "unexpected-label",
    aliases: ["DL3050"],
    groups: ["labels"], severity: .info,
    summary: "A label is not in the schema of a policy whose labels are strict.",
    rationale: """
      Where the labels of all images are agreed on, another key is a slip of the pen or something that nobody reads. Silent
      unless the policy says `labels: { strict: true }`.
      """,
    help: "Correct the key, remove the label, or add it to the policy's `labels: schema:`.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        LABEL ‹org.opencontainers.image.licence›=MIT
        """, policy: "labels: { strict: true, schema: { org.opencontainers.image.licenses: spdx } }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        LABEL org.opencontainers.image.licenses=MIT
        """, policy: "labels: { strict: true, schema: { org.opencontainers.image.licenses: spdx } }")
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3050", "hadolint reports a LABEL once; here each key that is not known has its own finding.")
    ],
    references: [
      "https://github.com/hadolint/hadolint/wiki/DL3050", "https://docs.docker.com/reference/dockerfile/#label",
    ])

  private let isStrict: Bool
  private let schema: [String: LabelKind]

  package init(_ settings: RuleSettings) {
    isStrict = settings.labels.isStrict ?? false
    schema = settings.labelSchema
  }

  package func check(_ file: BuildModel) -> [Finding] {
    guard isStrict else { return [] }
    return file.writtenLabels.compactMap { stage, label in
      let isOwn = if case .known(let key) = label.expandedName { schema[key] == nil } else { false }
      // hadolint takes a key as it is written.
      let isHadolint = schema[label.plainName] == nil
      guard isOwn || isHadolint else { return nil }
      var finding = Finding(
        Self.info, message(label.shownName), at: label.name.range, of: label.instruction, stage: stage, in: file,
        aliases: isHadolint ? nil : [])
      finding.isOwn = isOwn
      return finding
    }
  }

  private func message(_ key: String) -> String {
    let guess = nearest(to: key, among: schema.keys.sorted()).map { ": did you mean \($0)?" } ?? ""
    return "the policy knows no label \(key)\(guess)"
  }
}
