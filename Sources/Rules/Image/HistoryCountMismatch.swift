package import Images
package import Linting

/// The history has more or fewer steps that make a layer than the image has layers.
package struct HistoryCountMismatch: Rule {
  package static let info = RuleInfo(
    name: "history-count-mismatch",
    groups: ["integrity", "history"],
    severity: .info,
    summary: "The history has more or fewer steps that make a layer than the image has layers.",
    rationale: "Then it is a guess which instruction made which layer: they are matched from the newest layer down. "
      + "Squashed and appended images are like that; nothing is wrong with their content.",
    help: "Nothing needs to be done, unless size and blame must be exact: then build without squashing.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: extra step
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/config.md#properties"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .historyCountMismatch, Self.info) }
}
