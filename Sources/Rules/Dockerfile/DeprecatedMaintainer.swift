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
          """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ‹MAINTAINER› The "big" team, $5 a month
        """,
        fixed: """
          FROM alpine:3.20
          LABEL org.opencontainers.image.authors="The \\"big\\" team, \\$5 a month"
          """),
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
    // Where it stands before the first FROM, that is the graver fault.
    let early = file.prologue.filter { $0.keyword == .maintainer }.map { maintainer in
      var finding = Finding(
        Self.info, message(), at: maintainer.spelling.range, of: maintainer, stage: nil, in: file)
      finding.isOwn = false
      return finding
    }
    return early
      + file.stages.flatMap { stage in
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
    guard !inside.isEmpty else { return nil }
    let escape = file.syntax.directives.escape
    let special = [UInt8(ascii: "\""), UInt8(ascii: "$"), escape]
    guard !inside.utf8.contains(where: special.contains) else {
      return isQuoted ? nil : escaping(inside, special, of: value, maintainer, in: file)
    }
    let quote = isQuoted ? "" : "\""
    let end = isQuoted ? [] : [file.inserting(quote, at: place.upperBound)]
    let label = file.inserting("\(Self.label)=\(quote)", at: place.lowerBound)
    return Fix(.safe, all: [file.replacing(keywordOf: maintainer, with: .label), label] + end)
  }

  /// Between double quotes the escape character takes from these what they mean, and from nothing else.
  private func escaping(
    _ text: Substring, _ special: [UInt8], of value: Word, _ maintainer: Instruction, in file: BuildModel
  ) -> Fix? {
    let escape = Character(Unicode.Scalar(file.syntax.directives.escape))
    let escaped = text.map { character in
      character.utf8.first.map(special.contains) ?? false ? "\(escape)\(character)" : String(character)
    }
    // What is no UTF-8 cannot be written again.
    guard !text.unicodeScalars.contains("\u{FFFD}") else { return nil }
    let label = "\(Self.label)=\"\(escaped.joined())\""
    return Fix(
      .safe,
      all: [
        file.replacing(keywordOf: maintainer, with: .label), file.replacing(value.range, of: maintainer, with: label),
      ])
  }

  private func message() -> String { "MAINTAINER is deprecated" }
}
