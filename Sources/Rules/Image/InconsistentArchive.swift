package import Images
package import Linting

/// In an archive with manifest.json and index.json, the two lead to different images.
package struct InconsistentArchive: Rule {
  package static let info = RuleInfo(
    name: "inconsistent-archive",
    groups: ["integrity"],
    severity: .error,
    summary: "In an archive with manifest.json and index.json, the two lead to different images.",
    rationale:
      "Older Docker engines load what manifest.json names, newer ones and other tools what index.json names. An "
      + "archive that shows them different images can pass a check as one and run as the other. Both are judged.",
    help: "Export the image again with one tool in one go.",
    bad: [
      RuleInfo.Example(
        #"""
        image: hybrid
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: other index
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        image: hybrid
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        """#)
    ],
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/image-layout.md#indexjson-file",
      "https://docs.docker.com/reference/cli/docker/image/save/",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .inconsistentArchive, Self.info) }
}
