package import Images
package import Linting

/// A layer blob does not hash to its descriptor's digest, or has another size.
package struct LayerDigestMismatch: Rule {
  package static let info = RuleInfo(
    name: "layer-digest-mismatch",
    groups: ["integrity"],
    severity: .error,
    summary: "A layer blob does not hash to its descriptor's digest, or has another size.",
    rationale: "The layer was changed after the export, or damaged on the way. What a registry or an engine has under "
      + "that digest is something else.",
    help: "Export the image again from where it was built, and find out what changed the archive.",
    bad: [
      RuleInfo.Example(
        #"""
        image: oci-archive gzip
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: flip layer 0
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .layerDigestMismatch, Self.info) }
}
