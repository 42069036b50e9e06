package import Dockerfile
package import Linting

/// A label's value is not of the kind that the policy's schema says.
package struct MalformedLabelValue: Rule {
  package static let info = RuleInfo(
    name: "malformed-label-value",
    aliases: ["DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"],
    groups: ["labels"], severity: .warning,
    summary: "The value of a label is not of the kind that the policy's schema says.",
    rationale: """
      Labels are read by programs: a link that is none, a date in another format or a licence with a name of its own gets
      lost without a word. The kinds are text, url, email, hash (a Git commit), rfc3339, semver and spdx (a licence
      expression). Silent without labels in the policy, and where the value depends on an unknown variable.
      """,
    help: "Write the value as its kind demands, or change the kind in the policy's `labels: schema:`.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        LABEL org.opencontainers.image.licenses=‹"Apache 2"›
        """, policy: "labels: { schema: { org.opencontainers.image.licenses: spdx } }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ARG VERSION
        LABEL org.opencontainers.image.licenses="MIT OR Apache-2.0" org.opencontainers.image.version=$VERSION
        """,
        policy: """
          labels:
            schema: { org.opencontainers.image.licenses: spdx, org.opencontainers.image.version: semver }
          """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3054",
        "hadolint knows an older list of licences, without those that SPDX added since, and takes the deprecated Net-SNMP; "
          + "here the list is that of version 3.27."),
      RuleInfo.Deviation(
        "DL3052",
        "hadolint keeps the quotes of the old form LABEL key \"value\" and refuses what they enclose; here quotes are quotes "
          + "in both forms."),
    ],
    references: [
      "https://specs.opencontainers.org/image-spec/annotations/", "https://spdx.org/licenses/",
      "https://www.rfc-editor.org/rfc/rfc3339", "https://semver.org/",
    ])

  private static let aliases: [LabelKind: String] = [
    .url: "DL3052", .rfc3339: "DL3053", .spdx: "DL3054", .hash: "DL3055", .semver: "DL3056", .email: "DL3058",
  ]

  private let schema: [String: LabelKind]

  package init(_ settings: RuleSettings) { schema = settings.labelSchema }

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenLabels.compactMap { stage, label in
      guard case .known(let key) = label.expandedName, let kind = schema[key] else { return nil }
      let isOwn = isMalformed(label, kind)
      // hadolint judges the text as written, variables included.
      let isHadolint = label.plainName == key && !kind.isAcceptedByHadolint(label.plainValue)
      guard isOwn || isHadolint else { return nil }
      var finding = Finding(
        Self.info, message(key, kind), at: label.value.range, of: label.instruction, stage: stage, in: file,
        aliases: isHadolint ? Self.aliases[kind].map { [$0] } : [])
      finding.isOwn = isOwn
      return finding
    }
  }

  /// An empty value is a fault of its own.
  private func isMalformed(_ label: LabelDefinition, _ kind: LabelKind) -> Bool {
    guard case .known(let value) = label.expandedValue, !value.isEmpty else { return false }
    return !kind.accepts(value)
  }

  private func message(_ key: String, _ kind: LabelKind) -> String {
    "the value of the label \(key) is not what the policy demands: expected \(kind.expectation)"
  }
}
