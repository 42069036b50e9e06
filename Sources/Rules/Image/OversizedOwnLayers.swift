package import Images
package import Linting

/// The layers above the base image are together not under the size that the policy allows for them.
package struct OversizedOwnLayers: Rule {
  package static let info = RuleInfo(
    name: "oversized-own-layers", groups: ["size"], severity: .warning,
    summary: "The layers above the base image are together not under the size that the policy allows for them.",
    rationale: """
      The base image is shared with others and chosen once; what a project adds is its own affair, and grows unseen \
      below a budget for the whole. The base is known by its archive (`--base`, `bases` of the project file), or from \
      the history, which shows where it ends. Silent without `budgets: own:` in the policy, and where the base is not \
      known.
      """,
    help: """
      Look at the largest of the layers named: copy only what the program needs, and leave build tools in an earlier \
      stage.
      """,
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: ADD rootfs.tar /
          bin/busybox 900kB
        history: CMD ["sh"]
        layer: COPY app /app
          app/server 600kB
        layer: COPY static /static
          static/app.js 500kB
        """, policy: "budgets: { own: { unpacked: 1MB } }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: ADD rootfs.tar /
          bin/busybox 900kB
        history: CMD ["sh"]
        layer: COPY app /app
          app/server 600kB
        """, policy: "budgets: { own: { unpacked: 1MB } }")
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  private let budgets: [SizeMeasure: ByteSize]
  private let bases: [[String]]

  package init(_ settings: RuleSettings) {
    budgets = settings.budgets.own
    bases = settings.bases
  }

  package func check(_ image: ImageModel) -> [Finding] {
    guard !budgets.isEmpty, let own = image.ownLayers(above: bases) else { return [] }
    return SizeMeasure.allCases.compactMap { measure in
      budgets[measure].flatMap { finding(about: Array(image.layers[own]), of: image, over: $0, measure) }
    }
  }

  private func finding(
    about layers: [Layer], of image: ImageModel, over limit: ByteSize, _ measure: SizeMeasure
  ) -> Finding? {
    let sizes = layers.map { $0.measured(by: measure) }
    let size = sizes.saturatingSum()
    guard size >= limit.bytes else { return nil }
    let largest = zip(layers, sizes).sorted { ($1.1, $0.0.index) < ($0.1, $1.0.index) }.prefix(3)
    return image.finding(
      Self.info, tooLarge(size, layers.count, measure, limit), measured: size, limit: limit.bytes,
      notes: largest.map {
        Finding.Note("\(layerName($0.0)) has \(ByteSize($0.1).description)", layer: $0.0.index)
      })
  }
}

private func tooLarge(_ size: Int, _ count: Int, _ measure: SizeMeasure, _ limit: ByteSize) -> String {
  let texts = ByteSize.texts(ByteSize(size), limit)
  let layers = count == 1 ? "the layer above the base image has" : "the \(count) layers above the base image have"
  return "\(layers) \(texts.size) \(measure.phrase), expected less than \(texts.limit)"
}
