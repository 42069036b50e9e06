package import Images
package import Linting

/// A later layer replaces a file whose bytes an earlier one ships.
package struct OverwrittenFile: Rule {
  package static let info = RuleInfo(
    name: "overwritten-file", groups: ["size", "waste"], severity: .info,
    summary: "A later layer replaces a file whose bytes an earlier one ships.",
    rationale: """
      A layer is never changed again: the old content is hidden, and still pulled and stored with the image. \
      Reported from 1 MB on. Ignore it where the base image's files are updated on purpose.
      """,
    help: "Make the file once, with its final content, or in an earlier stage of which only the result is copied.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: RUN npm ci
          app/bundle.js 2MB
        layer: RUN npm run build
          app/bundle.js 3MB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: RUN npm ci && npm run build
          app/bundle.js 3MB
        """)
    ],
    compares: [.replacedFiles],
    references: [
      "https://docs.docker.com/build/building/best-practices/",
      "https://github.com/opencontainers/image-spec/blob/main/layer.md",
    ])

  /// Smaller files are replaced by every update of a package. Bytes.
  private static let smallest = 1_000_000

  private let bases: [[String]]

  package init(_ settings: RuleSettings) { bases = settings.bases }

  package func check(_ image: ImageModel) -> [Finding] {
    let losses = image.lossesByOwnLayers(above: bases, atLeast: Self.smallest) { $0 == .replaced }
    return image.findings(ofLargest: losses) { loss in
      image.finding(
        Self.info, overwritten(loss, image.layers[loss.layer]), layer: loss.layer, file: loss.path,
        measured: loss.bytes,
        notes: [image.taking(loss)])
    }
  }
}

private func overwritten(_ loss: LostBytes, _ layer: Layer) -> String {
  "\(loss.path) is overwritten later: the \(ByteSize(loss.bytes).description) that \(layerName(layer)) has of it stay in the "
    + "image"
}
