package import Dockerfile
package import Linting

/// A Dockerfile of more lines than the policy allows.
package struct ExcessiveLines: Rule {
  private static let lines = RuleInfo.Option(
    "lines", .integer, "The most lines that a Dockerfile may have; without it the rule is silent.")

  package static let info = RuleInfo(
    name: "excessive-lines",
    aliases: ["tally/max-lines"],
    groups: ["style"], severity: .style,
    summary: "The Dockerfile has more lines than the policy allows.",
    rationale: """
      A build that nobody can read in one go hides its faults; much of it usually belongs into a script, a base image or a
      build of its own. Comments and blank lines count. Silent without the option `lines`.
      """,
    help: "Move shell scripts into files, or split the build into base images.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        ‹COPY . .›
        """, policy: "rules: { excessive-lines: { lines: 2 } }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app

        """, policy: "rules: { excessive-lines: { lines: 2 } }")
    ],
    deviations: [
      RuleInfo.Deviation("tally/max-lines", "tally can leave out comments and blank lines; here every line counts.")
    ],
    options: [lines],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  private let limit: Int?

  package init(_ settings: RuleSettings) { limit = settings.options(of: Self.info).integer(Self.lines) }

  package func check(_ file: BuildModel) -> [Finding] {
    let count = file.source.bytes.isEmpty ? 0 : file.source.lineStarts.count
    guard let limit, count > limit else { return [] }
    var finding = Finding(
      Self.info, message(count, limit), at: file.source.place(of: file.source.contentRange(ofLine: limit + 1)))
    finding.measured = Measurement(count, .count)
    finding.limit = Measurement(limit, .count)
    return [finding]
  }

  private func message(_ count: Int, _ limit: Int) -> String {
    "the Dockerfile has \(count) lines: the policy allows \(limit), and this is the first beyond"
  }
}
