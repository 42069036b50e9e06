package import Images
package import Linting

/// The image is not under the size budget of the policy.
package struct OversizedImage: Rule {
  package static let info = RuleInfo(
    name: "oversized-image",
    aliases: ["trivy:--max-image-size"],
    groups: ["size"],
    severity: .error,
    summary: "The image is not under the size budget of the policy.",
    rationale:
      "Every byte is pulled by every node that runs the image and scanned on every build; a large image starts late where "
      + "it matters most, on a new node. The budget is a strict bound on the unpacked bytes that docker images prints, "
      + "unless the policy names another measure. Raise the budget where the bytes are the product, as with models.",
    help:
      "Look at the largest layers and directories: copy only what the program needs into the final stage, leave build "
      + "tools and development dependencies in earlier stages, or take a smaller base image.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY --from=builder /app /app
          0755 1000:1000 app/
          0644 1000:1000 app/node_modules/typescript/lib/tsc.js 900kB
          0644 1000:1000 app/server.js 120kB
        """, policy: "budgets:\n  image: { unpacked: 1MB }\n")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY --from=builder /app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js 120kB
        """, policy: "budgets:\n  image: { unpacked: 1MB }\n")
    ],
    references: [
      "https://docs.docker.com/build/building/multi-stage/", "https://docs.docker.com/build/building/best-practices/",
    ])

  private let budgets: [SizeMeasure: ByteSize]

  package init(_ settings: RuleSettings) { budgets = settings.budgets.image }

  /// A budget that an image does not keep.
  struct Excess {
    var measure: SizeMeasure
    /// Bytes.
    var size: Int
    var limit: ByteSize

    var message: String { tooLarge(size, measure, limit) }
  }

  package func check(_ image: ImageModel) -> [Finding] {
    excesses(of: image).map { excess in
      var finding = Finding(Self.info, excess.message)
      finding.measured = Measurement(excess.size, .bytes)
      finding.limit = Measurement(excess.limit.bytes, .bytes)
      finding.notes = largestLayers(of: image, by: excess.measure, total: excess.size) + largestPaths(of: image)
      return finding
    }
  }

  /// The budgets that the image does not keep.
  func excesses(of image: ImageModel) -> [Excess] {
    SizeMeasure.allCases.compactMap { measure in
      guard let limit = budgets[measure] else { return nil }
      let size = image.size.measured(by: measure)
      return size >= limit.bytes ? Excess(measure: measure, size: size, limit: limit) : nil
    }
  }

  private func largestLayers(of image: ImageModel, by measure: SizeMeasure, total: Int) -> [Finding.Note] {
    let sized = image.layers.map { (layer: $0, bytes: $0.measured(by: measure)) }
    let largest = sized.sorted { ($1.bytes, $0.layer.index) < ($0.bytes, $1.layer.index) }.prefix(3)
    // A layer of less than a hundredth explains nothing.
    return largest.filter { $0.bytes > total / 100 }.map { Finding.Note(share($0.layer, $0.bytes, of: total)) }
  }

  private func largestPaths(of image: ImageModel) -> [Finding.Note] {
    let directories = image.files.largestDirectories(3)
    let files = image.files.largestFiles(3)
    return [
      directories.isEmpty ? nil : Finding.Note(largest("directories", directories)),
      files.isEmpty ? nil : Finding.Note(largest("files", files)),
    ].compactMap { $0 }
  }
}

extension ImageSizes {
  /// The size that a budget means.
  func measured(by measure: SizeMeasure) -> Int {
    switch measure {
    case .unpacked: unpacked
    case .stored: stored
    case .tar: tar
    case .rootfs: rootfs
    }
  }
}

private func tooLarge(_ size: Int, _ measure: SizeMeasure, _ limit: ByteSize) -> String {
  let texts = ByteSize.texts(ByteSize(size), limit)
  return "the image has \(texts.size) \(measure.phrase), expected less than \(texts.limit)"
}

private func share(_ layer: Layer, _ bytes: Int, of total: Int) -> String {
  "\(layerName(layer)) has \(ByteSize(bytes).description), \(Share(bytes, of: total))"
}

private func largest(_ what: String, _ paths: [SizedPath]) -> String {
  "largest \(what): " + paths.map { "\($0.path) \(ByteSize($0.bytes).description)" }.joined(separator: ", ")
}
