package import Images
package import Linting

/// An archive has a member twice, or a layer a path.
package struct DuplicateArchiveMember: Rule {
  package static let info = RuleInfo(
    name: "duplicate-archive-member",
    groups: ["integrity"],
    severity: .warning,
    summary: "An archive has a member twice, or a layer a path.",
    rationale:
      "The specification forbids two entries with one path in a layer. Some readers take the first, others the "
      + "last, so they see different files; both take space. Two different manifest.json files make two images of "
      + "one archive: an error where the rule is graded `reported`.",
    help: "Build the layer with a tool that writes each path once, or export the image again.",
    bad: [
      RuleInfo.Example(
        #"""
        layer: COPY app /app
          0644 0:0 app/settings.json "{}\n"
          0644 0:0 app/settings.json "{\"debug\": true}\n"
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/layer.md#change-types"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .duplicateArchiveMember, Self.info) }
}
