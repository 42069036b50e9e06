package import Images
package import Linting

/// The image is older than the policy allows.
package struct OutdatedImage: Rule {
  package static let info = RuleInfo(
    name: "outdated-image", aliases: ["CIS-4.4"], groups: ["config", "security"], severity: .info,
    summary: "The image is older than the policy allows.",
    rationale: """
      An image gets no fixes by itself: with each week, more is known of the faults in what it contains. The age \
      counts from its creation time to the policy's `date:`, or else to the day of the tables of this version. The \
      fixed times of reproducible builds are not judged. Silent without `config: age:` in the policy.
      """,
    help: "Build the image anew on a fresh base image.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        created: 2026-01-02T03:04:05Z
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """,
        policy: """
          config: { age: 90d }
          date: 2026-06-01
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        created: 2026-05-02T03:04:05Z
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """,
        policy: """
          config: { age: 90d }
          date: 2026-06-01
          """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        created: 1980-01-01T00:00:01Z
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """,
        policy: """
          config: { age: 90d }
          date: 2026-06-01
          """),
    ],
    references: [
      "https://www.cisecurity.org/benchmark/docker",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  /// Times before this year are fixed ones: the epoch, the first day of FAT.
  private static let firstRealYear = 1990

  private let limit: Int?
  private let date: CalendarDate?

  package init(_ settings: RuleSettings) {
    limit = settings.config.age
    date = settings.date ?? EndOfLife.tableDate
  }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let limit, let date, let made = image.config?.created.flatMap(utcDay),
      let day = CalendarDate(daysSinceEpoch: made), day.year >= Self.firstRealYear
    else { return [] }
    let age = date.daysSinceEpoch - made
    guard age > limit else { return [] }
    return [image.finding(Self.info, old(day, age, date, limit), measured: age, limit: limit, .count)]
  }
}

private func old(_ day: CalendarDate, _ age: Int, _ date: CalendarDate, _ limit: Int) -> String {
  "the image was made on \(day), \(age) days before \(date), expected at most \(limit)"
}
