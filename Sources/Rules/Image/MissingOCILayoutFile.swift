package import Images
package import Linting

/// An OCI archive or directory has no oci-layout file, or one of an unknown version.
package struct MissingOCILayoutFile: Rule {
  package static let info = RuleInfo(
    name: "missing-oci-layout-file",
    groups: ["integrity"],
    severity: .info,
    summary: "An OCI archive or directory has no oci-layout file, or one of an unknown version.",
    rationale: "The specification demands the file, and some tools refuse a layout without it. The image itself is "
      + "complete.",
    help: "Export the image with a tool that writes the whole layout.",
    bad: [
      RuleInfo.Example(
        #"""
        image: oci-archive
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: missing oci-layout
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/image-layout.md#oci-layout-file"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .missingOCILayoutFile, Self.info) }
}
