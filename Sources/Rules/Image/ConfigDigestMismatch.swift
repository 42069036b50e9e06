package import Images
package import Linting

/// The bytes of the config do not hash to the digest that the archive gives for them.
package struct ConfigDigestMismatch: Rule {
  package static let info = RuleInfo(
    name: "config-digest-mismatch",
    groups: ["integrity"],
    severity: .error,
    summary: "The bytes of the config do not hash to the digest that the archive gives for them.",
    rationale:
      "The config says who the container runs as and what it starts. A digest that does not match means that it "
      + "was changed after the image was built, or damaged on the way. In a docker-archive the digest is only the "
      + "file's name, by custom; there the image stays readable.",
    help: "Export the image again from where it was built, and find out what changed the archive.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: flip config
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
    references: ["https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .configDigestMismatch, Self.info) }
}
