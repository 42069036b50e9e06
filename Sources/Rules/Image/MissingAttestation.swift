package import Images
package import Linting

/// The archive could hold attestations about the image and has none.
package struct MissingAttestation: Rule {
  package static let info = RuleInfo(
    name: "missing-attestation",
    aliases: ["CIS-4.5", "CIS-4.12"],
    groups: ["integrity"],
    severity: .info,
    summary: "The image has no provenance or SBOM attestation, in an archive that could hold one.",
    rationale:
      "An attestation says from which source and by which builder an image was made, and what is in it. Whoever has to vouch "
      + "for an image needs it. A docker-archive cannot hold any, so nothing is said of one.",
    help: "Build with docker buildx build --provenance=true --sbom=true --output type=oci.",
    bad: [
      RuleInfo.Example(
        #"""
        image: oci-archive
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0644 1000:1000 app/server.js "listen(3000)\n"
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
    references: ["https://docs.docker.com/build/metadata/attestations/"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    image.attestations == 0 ? [Finding(Self.info, none)] : []
  }
}

private let none = "the archive has no provenance or SBOM attestation for the image, expected one"
