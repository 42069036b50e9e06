internal import Dockerfile
internal import Images
package import Linting

/// The image lacks a label that the Dockerfile sets, or has another value for it.
package struct DriftedLabel: Rule {
  package static let info = RuleInfo(
    name: "drifted-label",
    groups: ["drift", "labels"],
    severity: .warning,
    summary: "The image lacks a label that the Dockerfile sets with LABEL, or has another value for it.",
    rationale:
      "Registries, scanners and people find the source, the version and the owner of an image by its labels. One that is missing "
      + "shows that the image was built from another file, or changed after the build. Another value may come from the call of "
      + "the builder (--label), so it is never graved higher than info. Values are never shown: they may be secrets.",
    help:
      "Build the image again from this Dockerfile and target, and export it again.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        LABEL org.opencontainers.image.source=https://example.org/shop
        LABEL ‹org.opencontainers.image.licenses›=MIT
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          label: org.opencontainers.image.source=https://example.org/shop
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ARG REVISION
        LABEL org.opencontainers.image.revision=$REVISION
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          label: org.opencontainers.image.revision=1a2b3c4
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#label",
      "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let found = release.comparedConfigWithSecrets?.labels else { return [] }
    return lastDefinitions(in: release.dockerfile).compactMap { stage, label in
      guard case .known(let name) = label.expandedName else { return nil }
      guard let value = found[name] else { return finding(missing(name), label, stage, release) }
      guard case .known(let written) = label.expandedValue, written != value else { return nil }
      var finding = finding(other(name), label, stage, release)
      finding.highestSeverity = .info
      return finding
    }
  }

  /// Of each label, what sets it last in the stages that ship. What a base image's trigger sets is left to the base.
  private func lastDefinitions(in file: BuildModel) -> [(stage: Int, label: LabelDefinition)] {
    let all = file.shippedStages.reversed().flatMap { stage in
      stage.labels.filter { !$0.isTriggered }.map { (stage: stage.index, label: $0) }
    }
    let last = Dictionary(all.enumerated().map { ($1.label.expandedName.text, $0) }) { $1 }
    return all.enumerated().filter { last[$1.label.expandedName.text] == $0 }.map(\.element)
  }

  private func finding(_ message: String, _ label: LabelDefinition, _ stage: Int, _ release: Release) -> Finding {
    release.finding(Self.info, message, at: label.name.range, of: label.instruction, stage: stage)
  }
}

private func missing(_ name: String) -> String { "the image lacks the label \(name), which this LABEL sets" }

private func other(_ name: String) -> String {
  "the image has another value for the label \(name) than this LABEL gives it"
}
