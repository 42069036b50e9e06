package import Images
package import Linting

/// The uncompressed bytes of a layer do not hash to the diff_id that the config has for it.
package struct DiffIDMismatch: Rule {
  package static let info = RuleInfo(
    name: "diff-id-mismatch",
    groups: ["integrity"],
    severity: .error,
    summary: "The uncompressed bytes of a layer do not hash to the diff_id that the config has for it.",
    rationale:
      "The config's diff_ids are the image's identity: they say which layers it has and in which order. A layer "
      + "with another digest was changed, damaged or put in the wrong place, and a container engine refuses it "
      + "when it loads the image.",
    help: "Export the image again from where it was built, and find out what changed the archive.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: flip layer 0
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
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
      "https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .diffIDMismatch, Self.info) }
}
