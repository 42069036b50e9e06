package import Images
package import Linting

/// Layers were not hashed, so what the archive says of its digests is only a claim.
package struct UnverifiedImage: Rule {
  package static let info = RuleInfo(
    name: "unverified-image",
    groups: ["integrity"],
    severity: .info,
    summary: "Layers were not hashed, so what the archive says of its digests is only a claim.",
    rationale: "Without hashing, a changed or damaged layer goes unnoticed. It is switched off for speed, where the "
      + "archive was checked before.",
    help: "Leave --no-verify out to check the digests.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        verify: off
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

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .unverifiedImage, Self.info) }
}
