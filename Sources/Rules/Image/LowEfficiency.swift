package import Images
package import Linting

/// The efficiency of the image by dive's formula is below the limit.
package struct LowEfficiency: Rule {
  package static let info = RuleInfo(
    name: "low-efficiency", aliases: ["dive:lowestEfficiency"], groups: ["size", "waste"], severity: .warning,
    summary: "The efficiency of the image by dive's formula is below the limit.",
    rationale: """
      For projects that move over from dive and its `lowestEfficiency`: for each path the smallest size that a layer \
      has of it, against all sizes that layers have of it. The formula counts a live copy of an overwritten file as \
      waste too, and overlooks directories that are deleted; `wasted-bytes` counts what nobody can read. Silent \
      without the option `percent`.
      """,
    help: "Make each file once, with its final content and mode.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/server.js 300kB
          app/data.json 700kB
        layer: RUN chmod 644 /app/data.json
          app/data.json 700kB
        """, policy: "rules: { low-efficiency: { percent: 90 } }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY app /app
          app/server.js 300kB
          app/data.json 700kB
        """, policy: "rules: { low-efficiency: { percent: 90 } }")
    ],
    options: [percent],
    references: ["https://github.com/wagoodman/dive#ci-integration"])

  private static let percent = RuleInfo.Option(
    "percent", .integer, "The least efficiency, from 0 to 100; without it, none is demanded.")
  private let limit: Int?

  package init(_ settings: RuleSettings) { limit = settings.options(of: Self.info).integer(Self.percent) }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let limit, image.hasWholeFileSystem else { return [] }
    let efficiency = image.files.efficiency() * 100
    guard efficiency < Double(limit) else { return [] }
    // Rounded down, so that the number is below the limit as the efficiency is.
    let rounded = Int(efficiency)
    return [image.finding(Self.info, low(rounded, limit), measured: rounded, limit: limit, .percent)]
  }
}

private func low(_ percent: Int, _ limit: Int) -> String {
  "the image has an efficiency of \(percent) % by dive's formula, expected at least \(limit) %"
}
