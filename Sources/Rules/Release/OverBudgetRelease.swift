internal import Dockerfile
internal import Images
package import Linting

/// The image is over its budget, with what each line of the Dockerfile costs.
package struct OverBudgetRelease: Rule {
  package static let info = RuleInfo(
    name: "over-budget-release",
    groups: ["size", "blame"],
    severity: .error,
    summary: "The image is over its budget, with what each line of the Dockerfile costs.",
    rationale:
      "Where the Dockerfile is known as well as the image, the bytes can be told by the line that brings them. It says the same "
      + "as oversized-image and stands in its place.",
    help:
      "Begin with the most expensive line: copy less, build in another stage, clean up in the same RUN, or choose a smaller "
      + "base.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY model /app/model
        USER 1001
        """, policy: "budgets:\n  image: { unpacked: 1MB }\n",
        image: """
          tag: shop/web:v1
          user: 1001
          layer: the base
            0755 0:0 bin/sh 100kB
          layer: COPY model /app/model # buildkit
            0644 0:0 app/model 900kB
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY model /app/model
        USER 1001
        """, policy: "budgets:\n  image: { unpacked: 2MB }\n",
        image: """
          tag: shop/web:v1
          user: 1001
          layer: the base
            0755 0:0 bin/sh 100kB
          layer: COPY model /app/model # buildkit
            0644 0:0 app/model 900kB
          """)
    ],
    silences: [OversizedImage.info.name], standsFor: [OversizedImage.info.name],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  private let budget: OversizedImage

  package init(_ settings: RuleSettings) { budget = OversizedImage(settings) }

  package func check(_ release: Release) -> [Finding] {
    guard !release.trace.pairs.isEmpty else { return [] }
    return budget.excesses(of: release.image).map { excess in
      var finding = Finding(Self.info, excess.message)
      finding.measured = Measurement(excess.size, .bytes)
      finding.limit = Measurement(excess.limit.bytes, .bytes)
      finding.notes = notes(release, excess)
      return finding
    }
  }

  private static let mostNotes = 5

  private func notes(_ release: Release, _ excess: OversizedImage.Excess) -> [Finding.Note] {
    // What is less than a hundredth explains nothing.
    let costs = release.costs(by: excess.measure).filter { $0.bytes > excess.size / 100 }
    return costs.prefix(Self.mostNotes).map { release.note($0, of: excess.size) }
  }
}
