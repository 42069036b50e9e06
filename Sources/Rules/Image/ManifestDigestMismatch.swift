package import Images
package import Linting

/// A manifest or nested index does not hash to the digest in the descriptor that leads to it.
package struct ManifestDigestMismatch: Rule {
  package static let info = RuleInfo(
    name: "manifest-digest-mismatch",
    groups: ["integrity"],
    severity: .error,
    summary: "A manifest or nested index does not hash to the digest in the descriptor that leads to it.",
    rationale: "The manifest names the config and the layers, so whoever changes it changes the image. A digest that "
      + "does not match means that it was changed after the export, or damaged on the way.",
    help: "Export the image again from where it was built, and find out what changed the archive.",
    bad: [
      RuleInfo.Example(
        #"""
        image: oci-archive
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: flip manifest
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
      "https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests",
      "https://github.com/opencontainers/image-spec/blob/main/manifest.md",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .manifestDigestMismatch, Self.info) }
}
