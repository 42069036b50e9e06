package import Images
package import Linting

/// The media type of a layer and its first bytes disagree on how it is compressed.
package struct MislabelledLayer: Rule {
  package static let info = RuleInfo(
    name: "mislabelled-layer",
    groups: ["integrity"],
    severity: .warning,
    summary: "The media type of a layer and its first bytes disagree on how it is compressed.",
    rationale: "Readers that believe the media type fail on the layer, or read something else than those that look at "
      + "the bytes.",
    help: "Export the image again with a tool that labels its layers rightly.",
    bad: [
      RuleInfo.Example(
        #"""
        image: oci-archive gzip
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: media type 0 application/vnd.oci.image.layer.v1.tar+zstd
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        image: oci-archive gzip
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        """#)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/layer.md"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .mislabelledLayer, Self.info) }
}
