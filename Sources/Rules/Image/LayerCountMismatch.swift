package import Images
package import Linting

/// The manifest and the config name different numbers of layers.
package struct LayerCountMismatch: Rule {
  package static let info = RuleInfo(
    name: "layer-count-mismatch",
    groups: ["integrity"],
    severity: .error,
    summary: "The manifest and the config name different numbers of layers.",
    rationale:
      "Then it is not known which layers belong to the image, so neither its files nor its size can be judged. "
      + "Engines refuse such an image.",
    help: "Export the image again from where it was built.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        layer: COPY public /app/public
          0644 1000:1000 app/public/index.html "<h1>Shop</h1>\n"
        fault: drop diff-id
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        layer: COPY public /app/public
          0644 1000:1000 app/public/index.html "<h1>Shop</h1>\n"
        """#)
    ],
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
      "https://github.com/opencontainers/image-spec/blob/main/manifest.md",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .layerCountMismatch, Self.info) }
}
