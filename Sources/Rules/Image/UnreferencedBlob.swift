package import Images
package import Linting

/// The archive holds many bytes that no manifest names.
package struct UnreferencedBlob: Rule {
  package static let info = RuleInfo(
    name: "unreferenced-blob",
    groups: ["integrity", "size"],
    severity: .info,
    summary: "The archive holds a megabyte or more that no manifest names.",
    rationale:
      "Nobody uses such blobs, and nobody judges them, but all carry them along. They are left over from earlier builds into "
      + "the same layout, or from an export that was changed. Attestations and artifacts count as named.",
    help: "Export the image into a new archive, or remove the blobs (umoci gc).",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: member blobs/sha256/left-over 2MB
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
        """#)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/image-layout.md#blobs"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .unreferencedBlob, Self.info) }
}
