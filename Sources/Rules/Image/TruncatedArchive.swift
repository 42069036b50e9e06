package import Images
package import Linting

/// The archive or a layer of it ends early.
package struct TruncatedArchive: Rule {
  package static let info = RuleInfo(
    name: "truncated-archive",
    groups: ["integrity"],
    severity: .error,
    summary: "The archive or a layer of it ends early.",
    rationale:
      "What is missing cannot be judged, so the image counts as unreadable. A full disk or an interrupted copy "
      + "is the usual reason. Only a missing end mark leaves the image readable: all that the manifest names is "
      + "there.",
    help: "Export or copy the archive again, and look whether the disk is full.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: no end mark
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
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/layer.md",
      "https://docs.docker.com/reference/cli/docker/image/save/",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .truncatedArchive, Self.info) }
}
