package import Images
package import Linting

/// A manifest, index or config has a key twice, or in spellings that differ only in case.
package struct AmbiguousJSON: Rule {
  package static let info = RuleInfo(
    name: "ambiguous-json",
    groups: ["integrity"],
    severity: .error,
    summary: "A manifest, index or config has a key twice, or in spellings that differ only in case.",
    rationale: "Readers disagree on what such a document means: Docker takes the last spelling of a key whatever its "
      + "case, others the first or only the exact one. So the image that was judged need not be the one that "
      + "runs. No builder writes such documents; there is no reason to ignore it.",
    help: "Find out which tool wrote the document, and export the image again with one that writes each key once.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: duplicate key User
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
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
      "https://www.rfc-editor.org/rfc/rfc8259#section-4",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .ambiguousJSON, Self.info) }
}
