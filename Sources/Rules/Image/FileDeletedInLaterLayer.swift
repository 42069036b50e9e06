package import Images
package import Linting

/// A later layer deletes files whose bytes an earlier one ships.
package struct FileDeletedInLaterLayer: Rule {
  package static let info = RuleInfo(
    name: "file-deleted-in-later-layer", groups: ["size", "waste"], severity: .info,
    summary: "A later layer deletes files whose bytes an earlier one ships.",
    rationale: """
      A layer is never changed again: what a later one deletes is only hidden, and still pulled and stored with the \
      image. Ignore it for a few bytes, and where the base image does it.
      """,
    help: """
      Delete the files in the instruction that makes them, or make them in an earlier stage of which only the result \
      is copied.
      """,
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: ADD rootfs.tar /
          bin/busybox 100kB
        layer: RUN curl -O https://example.org/sdk.tar.gz
          opt/sdk.tar.gz 2MB
        layer: RUN rm /opt/sdk.tar.gz
          delete opt/sdk.tar.gz
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: RUN curl -O https://example.org/sdk.tar.gz && tar xf sdk.tar.gz && rm sdk.tar.gz
          opt/sdk/bin/cc 2MB
        """)
    ],
    references: [
      "https://docs.docker.com/build/building/best-practices/",
      "https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts",
    ])

  private let bases: [[String]]

  package init(_ settings: RuleSettings) { bases = settings.bases }

  package func check(_ image: ImageModel) -> [Finding] {
    let losses = image.lossesByOwnLayers(above: bases) { $0 == .deleted || $0 == .hidden }
    return image.findings(ofLargest: losses) { loss in
      image.finding(
        Self.info, deleted(loss, image.layers[loss.layer]), layer: loss.layer,
        file: loss.path.isEmpty ? nil : loss.path, measured: loss.bytes,
        notes: [image.taking(loss)])
    }
  }
}

private func deleted(_ loss: LostBytes, _ layer: Layer) -> String {
  "\(subject(of: loss)) is deleted later: \(loss.wasDirectory ? "" : "its ")\(sizeText(of: loss)) of \(layerName(layer)) "
    + "stay in the image"
}
