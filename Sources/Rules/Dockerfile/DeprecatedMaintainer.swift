package import Dockerfile
package import Linting

/// MAINTAINER.
package struct DeprecatedMaintainer: Rule {
  package static let info = RuleInfo(
    name: "deprecated-maintainer",
    aliases: [
      "DL4000", "MaintainerDeprecated", "DS-0022", "CKV_DOCKER_6", "semgrep:maintainer-is-deprecated",
      "lint:deprecated_in_1.13",
    ],
    groups: ["style", "correctness"], severity: .warning,
    summary: "MAINTAINER is deprecated.",
    rationale: """
      A label says the same in a way that tools read: `docker inspect`, registries and scanners show it.
      """,
    help: "Write LABEL org.opencontainers.image.authors=\"…\" in its place.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ‹MAINTAINER› team@example.com
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        LABEL org.opencontainers.image.authors="team@example.com"
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/maintainer-deprecated/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.instructions.filter { $0.keyword == .maintainer }.map {
        Finding(Self.info, message(), at: $0.spelling.range, of: $0, stage: stage, in: file)
      }
    }
  }

  private func message() -> String { "MAINTAINER is deprecated" }
}
