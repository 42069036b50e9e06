package import Images
package import Linting

/// A layer is of a kind that cannot be read: encrypted, not shipped, or no tar.
package struct UnsupportedMediaType: Rule {
  package static let info = RuleInfo(
    name: "unsupported-media-type",
    groups: ["integrity"],
    severity: .error,
    summary: "A layer is of a kind that cannot be read: encrypted, not shipped, or no tar.",
    rationale: "What cannot be read cannot be judged, so the image counts as unreadable.",
    help: "Decrypt the layer, or export the image with layers that are plain, gzip or zstd tars.",
    bad: [
      RuleInfo.Example(
        #"""
        image: oci-archive
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: media type 0 application/vnd.oci.image.layer.v1.tar+gzip+encrypted
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        image: oci-archive
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        """#)
    ],
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/layer.md",
      "https://github.com/opencontainers/image-spec/blob/main/media-types.md",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .unsupportedMediaType, Self.info) }
}
