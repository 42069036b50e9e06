package import Images
package import Linting

/// A tar header is damaged, or a block of zeros is followed by more entries.
package struct DamagedTarHeader: Rule {
  package static let info = RuleInfo(
    name: "damaged-tar-header",
    groups: ["integrity"],
    severity: .error,
    summary: "A tar header is damaged, or a block of zeros is followed by more entries.",
    rationale:
      "Readers disagree on how to go on behind a damaged header: some stop, some skip it and show what follows. "
      + "Files can be hidden that way, so reading stops there and the image counts as unreadable.",
    help: "Export the image again; if the fault stays, build the layer anew.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: damage header 0
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
      "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .damagedTarHeader, Self.info) }
}
