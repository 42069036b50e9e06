package import Dockerfile
package import Linting

/// A base image whose tag names a release that nobody mends any more.
package struct EndOfLifeBaseImage: Rule {
  package static let info = RuleInfo(
    name: "end-of-life-base-image",
    aliases: ["tally/ruby/eol-ruby-version", "CIS-4.4"],
    groups: ["security"], severity: .warning,
    summary: "The tag of a base image names a release past its end of life.",
    rationale: """
      Faults that are found in it from now on stay open: neither the system's packages nor the language are mended any
      more. The rule knows a table of releases with their last days of free support, and judges by the policy's `date`, else
      by the day of the table: it reads no clock. Ignore it where support is paid for.
      """,
    help: "Take a release that is still supported, and plan for its own last day.",
    bad: [
      RuleInfo.Example("FROM ‹python:3.6-slim›"),
      RuleInfo.Example("FROM ‹ruby:3.4-slim-buster›"),
      RuleInfo.Example(
        """
        ARG NODE=16
        FROM ‹node:${NODE}-alpine›
        """),
    ],
    good: [
      RuleInfo.Example("FROM python:3.14-slim-trixie"),
      RuleInfo.Example("FROM node:lts-alpine"),
      RuleInfo.Example("FROM ghcr.io/acme/python:2.7"),
    ],
    references: ["https://endoflife.date/"])

  private let date: CalendarDate?

  /// - Parameter date: the day to judge by; nil for that of the table.
  package init(date: CalendarDate?) { self.date = date ?? EndOfLife.tableDate }

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let date, case .image(let use) = stage.base, let image = try? ImageReference.parse(use.text) else {
        return nil
      }
      let ended = EndOfLife.releases(of: image).filter { $0.lastDay < date }
      guard let first = ended.first else { return nil }
      let aliases = Self.info.aliases.filter { $0 == "CIS-4.4" || ended.flatMap(\.aliases).contains($0) }
      var finding = Finding(
        Self.info, message(use.text, first), at: use.range, of: stage.from, stage: stage, in: file, aliases: aliases)
      finding.notes = ended.dropFirst().map { Finding.Note(ending($0)) }
      return finding
    }
  }

  private func message(_ image: String, _ release: EndOfLife.Release) -> String {
    "the base image \(image) is past its end of life: \(ending(release))"
  }

  private func ending(_ release: EndOfLife.Release) -> String {
    "\(release.title) was supported until \(release.lastDay)"
  }
}
