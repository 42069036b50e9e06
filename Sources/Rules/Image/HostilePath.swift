package import Images
package import Linting

/// The path of an archive member or layer entry leads upwards, has a drive letter, or cannot be read at all.
package struct HostilePath: Rule {
  package static let info = RuleInfo(
    name: "hostile-path",
    groups: ["integrity"],
    severity: .error,
    summary:
      "The path of an archive member or layer entry leads upwards, has a drive letter, or cannot be read at all.",
    rationale: "Such paths exist to make a careless tool write outside the directory that it unpacks into. No builder "
      + "writes them. Nothing is unpacked here, so this only shows; other tools may fall for it.",
    help: "Do not load the image before you know which tool wrote it.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: member ../../etc/cron.d/job
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
      "https://cwe.mitre.org/data/definitions/22.html",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .hostilePath, Self.info) }
}
