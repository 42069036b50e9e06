package import Images
package import Linting

/// The final file system of the image has more entries than the policy allows.
package struct ExcessiveFiles: Rule {
  package static let info = RuleInfo(
    name: "excessive-files", groups: ["size"], severity: .warning,
    summary: "The final file system of the image has more entries than the policy allows.",
    rationale: """
      Each file costs time when an image is unpacked, scanned and copied, however small it is; tens of thousands of \
      them are mostly the dependencies of a build. Silent without `budgets: entries:` in the policy.
      """,
    help: "Leave development dependencies, tests and documentation in an earlier stage.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY . /app
          app/a "1"
          app/b "2"
          app/c "3"
        """, policy: "budgets: { entries: 3 }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY . /app
          app/a "1"
          app/b "2"
        layer: RUN rm /app/b
          delete app/b
        """, policy: "budgets: { entries: 3 }")
    ],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  private let limit: Int?

  package init(_ settings: RuleSettings) { limit = settings.budgets.entries }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let limit, image.entries > limit else { return [] }
    return [image.finding(Self.info, tooMany(image.entries, limit), measured: image.entries, limit: limit, .count)]
  }
}

private func tooMany(_ count: Int, _ limit: Int) -> String {
  "the image has \(count) files, directories and links, expected at most \(limit)"
}
