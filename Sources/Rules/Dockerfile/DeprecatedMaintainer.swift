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
    groups: ["style", "correctness"], severity: .warning, fix: .safe, fixChanges: [.labels],
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
        """,
        fixed: """
          FROM alpine:3.20
          LABEL org.opencontainers.image.authors="team@example.com"
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
      // One that says it already is not to be replaced.
      let isSaid = stage.config.labels[Self.label] != nil
      return stage.instructions.filter { $0.keyword == .maintainer }.map {
        Finding(Self.info, message(), at: $0.spelling.range, of: $0, stage: stage, in: file)
          .mended(by: isSaid ? nil : fix($0, in: file))
      }
    }
  }

  private static let label = "org.opencontainers.image.authors"

  /// Only a value that LABEL takes as MAINTAINER does: MAINTAINER expands nothing.
  private func fix(_ maintainer: Instruction, in file: BuildModel) -> Fix? {
    guard let value = maintainer.arguments.words.first, let place = file.written(value.range, in: maintainer) else {
      return nil
    }
    var inside = value.text[...]
    let isQuoted = inside.utf8.count > 1 && inside.hasPrefix("\"") && inside.hasSuffix("\"")
    if isQuoted { inside = inside.dropFirst().dropLast() }
    guard !inside.isEmpty, inside.utf8.allSatisfy({ !"\"\\`$".utf8.contains($0) }) else { return nil }
    let quote = isQuoted ? "" : "\""
    let end = isQuoted ? [] : [file.inserting(quote, at: place.upperBound)]
    let label = file.inserting("\(Self.label)=\(quote)", at: place.lowerBound)
    return Fix(.safe, all: [file.replacing(keywordOf: maintainer, with: .label), label] + end)
  }

  private func message() -> String { "MAINTAINER is deprecated" }
}
