package import Images
package import Linting

/// A layer of the image is not under the policy's size budget for one layer.
package struct OversizedLayer: Rule {
  package static let info = RuleInfo(
    name: "oversized-layer",
    groups: ["size"],
    severity: .warning,
    summary: "A layer of the image is not under the policy's size budget for one layer.",
    rationale:
      "A layer is what a node pulls and what a registry stores as one piece: a large one is pulled as a whole after the "
      + "smallest change to it, and cannot be pulled in parallel with itself. Raise the budget for layers that hardly ever "
      + "change.",
    help:
      "Split what changes often from what hardly changes, remove caches in the instruction that fills them, and copy only "
      + "what is needed.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: RUN npm ci
          0755 0:0 app/node_modules/
          0644 0:0 app/node_modules/typescript/lib/tsc.js 900kB
          0644 0:0 root/.npm/_cacache/content 700kB
        """, policy: "budgets:\n  layer: { unpacked: 1MB }\n")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: RUN npm ci --omit=dev && npm cache clean --force
          0755 0:0 app/node_modules/
          0644 0:0 app/node_modules/next/server.js 300kB
        """, policy: "budgets:\n  layer: { unpacked: 1MB }\n")
    ],
    references: [
      "https://docs.docker.com/build/cache/optimize/",
      "https://github.com/opencontainers/image-spec/blob/main/layer.md",
    ])

  private let budgets: [SizeMeasure: ByteSize]

  package init(_ settings: RuleSettings) { budgets = settings.budgets.layer }

  /// A layer that does not keep a budget.
  struct Excess {
    var layer: Layer
    var measure: SizeMeasure
    /// Bytes.
    var size: Int
    var limit: ByteSize
  }

  package func check(_ image: ImageModel) -> [Finding] {
    excesses(of: image).map { excess in
      var finding = Finding(Self.info, tooLarge(excess))
      finding.layer = image.reference(toLayer: excess.layer.index)
      finding.measured = Measurement(excess.size, .bytes)
      finding.limit = Measurement(excess.limit.bytes, .bytes)
      return finding
    }
  }

  /// The layers that do not keep a budget.
  func excesses(of image: ImageModel) -> [Excess] {
    SizeMeasure.allCases.flatMap { measure -> [Excess] in
      guard let limit = budgets[measure] else { return [] }
      return image.layers.compactMap { layer in
        let size = layer.measured(by: measure)
        return size >= limit.bytes ? Excess(layer: layer, measure: measure, size: size, limit: limit) : nil
      }
    }
  }
}

extension Layer {
  /// The size that a budget means. A layer's part of the final file system is what can still be read of it.
  func measured(by measure: SizeMeasure) -> Int {
    switch measure {
    case .unpacked: unpacked
    case .stored: stored
    case .tar: tar
    case .rootfs: unpacked - dead
    }
  }
}

private func tooLarge(_ excess: OversizedLayer.Excess) -> String {
  let texts = ByteSize.texts(ByteSize(excess.size), excess.limit)
  return "\(layerName(excess.layer)) has \(texts.size) \(excess.measure.phrase), expected less than \(texts.limit)"
}
