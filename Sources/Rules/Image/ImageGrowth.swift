package import Images
package import Linting

/// The image, or a layer of it, grew by more than the policy allows since the baseline.
package struct ImageGrowth: Rule {
  package static let info = RuleInfo(
    name: "image-growth", groups: ["size"], severity: .warning,
    summary: "The image, or a layer of it, grew by more than the policy allows since the baseline.",
    rationale: """
      An image seldom gets too large at once: it grows a little with each change, until nobody remembers why. Held \
      against an earlier build, the change that adds the bytes is the one that has to explain them. Silent without \
      `budgets: growth:` in the policy, and without a baseline: an earlier image or report (--baseline-image), else the \
      sizes that --write-baseline has recorded.
      """,
    help: "Look at what the layers named have more than before, or take the present build as the new baseline.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v2
        layer: COPY app /app
          app/server.js 200kB
          app/data.json 600kB
        """, policy: "budgets: { growth: { bytes: 500kB } }",
        baseline: """
          layer: COPY app /app
            app/server.js 200kB
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v2
        layer: COPY app /app
          app/server.js 200kB
          app/data.json 400kB
        """, policy: "budgets: { growth: { bytes: 500kB } }",
        baseline: """
          layer: COPY app /app
            app/server.js 200kB
          """)
    ],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  private let bytes: ByteSize?
  private let percent: Int?
  private let baseline: ImageBaseline?

  package init(_ settings: RuleSettings) {
    bytes = settings.budgets.growthBytes
    percent = settings.budgets.growthPercent
    baseline = settings.baseline
  }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let baseline else { return [] }
    let growth = image.size.unpacked - baseline.unpacked
    let layers = grownLayers(of: image, since: baseline)
    if let bytes, growth > bytes.bytes {
      return [
        image.finding(
          Self.info, grew(growth, bytes), measured: growth, limit: bytes.bytes, notes: layers.prefix(3).map(explain))
      ]
    }
    let share = Share(growth, of: baseline.unpacked).percentRoundedUp
    if let percent, let share, share > percent {
      return [
        image.finding(
          Self.info, grew(growth, share, percent), measured: share, limit: percent, .percent,
          notes: layers.prefix(3).map(explain))
      ]
    }
    // Where other layers shrank, the whole says nothing.
    guard let bytes else { return [] }
    return layers.filter { $0.growth > bytes.bytes }.map { grown in
      image.finding(
        Self.info, grew(grown.layer, grown.growth, bytes), layer: grown.layer.index, measured: grown.growth,
        limit: bytes.bytes)
    }
  }

  private struct Grown {
    var layer: Layer
    var growth: Int
  }

  /// The layers that have more bytes than those of the same instruction had, largest growth first. Of equal instructions the
  /// first belongs to the first.
  private func grownLayers(of image: ImageModel, since baseline: ImageBaseline) -> [Grown] {
    guard !baseline.layers.isEmpty else { return [] }
    var earlier: [String: [Int]] = [:]
    for layer in baseline.layers.reversed() { earlier[layer.createdBy, default: []].append(layer.unpacked) }
    let grown = image.layers.map { layer in
      Grown(layer: layer, growth: layer.unpacked - (earlier[layer.createdBy]?.popLast() ?? 0))
    }
    return grown.filter { $0.growth > 0 }.sorted { ($1.growth, $0.layer.index) < ($0.growth, $1.layer.index) }
  }

  private func explain(_ grown: Grown) -> Finding.Note {
    Finding.Note(
      "\(layerName(grown.layer)) has \(ByteSize(grown.growth).description) more than before", layer: grown.layer.index)
  }
}

private func grew(_ growth: Int, _ limit: ByteSize) -> String {
  let texts = ByteSize.texts(ByteSize(growth), limit)
  return "the image grew by \(texts.size) since the baseline, expected at most \(texts.limit)"
}

private func grew(_ growth: Int, _ percent: Int, _ limit: Int) -> String {
  "the image grew by \(ByteSize(growth).description) since the baseline, \(percent) % of it, expected at most \(limit) %"
}

private func grew(_ layer: Layer, _ growth: Int, _ limit: ByteSize) -> String {
  let texts = ByteSize.texts(ByteSize(growth), limit)
  return "\(layerName(layer)) grew by \(texts.size) since the baseline, expected at most \(texts.limit)"
}
