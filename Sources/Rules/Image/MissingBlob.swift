package import Images
package import Linting

/// A blob that a manifest names is not in the archive, or only as a broken link.
package struct MissingBlob: Rule {
  package static let info = RuleInfo(
    name: "missing-blob",
    groups: ["integrity"],
    severity: .error,
    summary: "A blob that a manifest names is not in the archive, or only as a broken link.",
    rationale:
      "A layer that is not there cannot be judged, so the image counts as unreadable. The layout specification "
      + "allows blobs to live elsewhere; whoever gates an image needs all of them.",
    help: "Export the image again, complete: for several platforms, with all of them or with one alone.",
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
        fault: missing layer 1
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/image-layout.md#blobs"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .missingBlob, Self.info) }
}
