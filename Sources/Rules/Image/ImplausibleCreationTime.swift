package import Images
package import Linting

/// The creation time of the image lies in the future, or is no time.
package struct ImplausibleCreationTime: Rule {
  package static let info = RuleInfo(
    name: "implausible-creation-time", groups: ["config"], severity: .info,
    summary: "The creation time of the image lies in the future, or is no time.",
    rationale: """
      Clean-up jobs, ages and caches go by it: an image from the future is never old, and one without a readable \
      time is refused by some tools. The fixed times of reproducible builds (1970, 1980) are fine, and so is none.
      """,
    help: "Set the clock of the machine that builds, or SOURCE_DATE_EPOCH to the time of the commit.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        created: yesterday
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        created: 2026-01-02T03:04:05.678Z
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        created: 1970-01-01T00:00:00Z
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
    ],
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
      "https://reproducible-builds.org/docs/source-date-epoch/",
    ])

  private let today: CalendarDate?

  package init(_ settings: RuleSettings) { today = settings.date ?? settings.today }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let created = image.config?.created, !created.isEmpty else { return [] }
    guard isTimestamp(created), let day = CalendarDate(created.prefix(10)) else {
      return [image.finding(Self.info, noTime(created))]
    }
    // One day more, as the two may be of different time zones.
    guard let today, day.daysSinceEpoch > today.daysSinceEpoch + 1 else { return [] }
    return [image.finding(Self.info, future(created, today))]
  }
}

private func noTime(_ text: String) -> String {
  "the creation time of the image is “\(text)”, expected a time of RFC 3339 such as 2026-01-02T03:04:05Z"
}

private func future(_ text: String, _ today: CalendarDate) -> String {
  "the creation time of the image is \(text), which lies after the day to judge by, \(today)"
}
