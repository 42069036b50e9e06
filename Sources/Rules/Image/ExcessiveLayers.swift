package import Images
package import Linting

/// The image has more layers than the policy allows.
package struct ExcessiveLayers: Rule {
  package static let info = RuleInfo(
    name: "excessive-layers", groups: ["layout"], severity: .warning,
    summary: "The image has more layers than the policy allows.",
    rationale: """
      The storage drivers of most hosts end near 125 layers; an image beyond that cannot be run there. Long before, \
      many layers make pulls slower and hide what deletes whose files. Ignore it for images that another tool lays \
      out on purpose, as Nix does.
      """,
    help: """
      Join RUN instructions that belong together, and build in several stages, of which only the last one counts.
      """,
    bad: [
      RuleInfo.Example(
        """
        tag: a/b:v1
        layer: COPY 0 /
          0 "0"
        layer: COPY 1 /
          1 "1"
        layer: COPY 2 /
          2 "2"
        layer: COPY 3 /
          3 "3"
        """, policy: "budgets: { layers: 3 }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: a/b:v1
        layer: COPY 0 /
          0 "0"
        layer: COPY 1 /
          1 "1"
        layer: COPY 2 /
          2 "2"
        """, policy: "budgets: { layers: 3 }")
    ],
    references: [
      "https://docs.docker.com/engine/storage/drivers/overlayfs-driver/",
      "https://docs.docker.com/build/building/multi-stage/",
    ])

  private let limit: Int?

  package init(_ settings: RuleSettings) { limit = settings.budgets.layers }

  package func check(_ image: ImageModel) -> [Finding] {
    let count = image.layers.count
    guard let limit, count > limit else { return [] }
    return [image.finding(Self.info, tooMany(count, limit), measured: count, limit: limit, .count)]
  }
}

private func tooMany(_ count: Int, _ limit: Int) -> String {
  "the image has \(counted(count, "layer")), expected at most \(limit)"
}
