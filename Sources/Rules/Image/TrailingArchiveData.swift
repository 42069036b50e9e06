package import Images
package import Linting

/// Bytes that are not zero follow the end of a tar or of a layer's compressed data.
package struct TrailingArchiveData: Rule {
  package static let info = RuleInfo(
    name: "trailing-archive-data",
    groups: ["integrity"],
    severity: .warning,
    summary: "Bytes that are not zero follow the end of a tar or of a layer's compressed data.",
    rationale:
      "Most readers stop at the end mark and never see what follows; some go on. Data can be hidden there. The "
      + "table of contents of an eStargz layer is known and excused.",
    help: "Find out which tool wrote the archive, and export the image again.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: trailing data
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/layer.md"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .trailingArchiveData, Self.info) }
}
