internal import Dockerfile
internal import Images
package import Linting

/// The image says that it was built on another base image than the Dockerfile's FROM names.
package struct DriftedBase: Rule {
  package static let info = RuleInfo(
    name: "drifted-base",
    groups: ["drift", "labels", "pinning"],
    severity: .warning,
    summary: "The image says that it was built on another base image than the Dockerfile's FROM names.",
    rationale:
      "The labels org.opencontainers.image.base.name and base.digest tell scanners which base image to rebuild on. Where they "
      + "name another one than FROM does, the image was built from an older file, or the labels are wrong, and a fix in the base "
      + "never arrives. Labels that the base image itself may have brought are not judged.",
    help:
      "Build the image again from this Dockerfile; where its LABEL has the digest, write that of FROM.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹alpine:3.20@sha256:\(newDigest)›
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          label: org.opencontainers.image.base.name=docker.io/library/alpine:3.20
          label: org.opencontainers.image.base.digest=sha256:\(oldDigest)
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM bitnami/node:20@sha256:\(newDigest)
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          label: org.opencontainers.image.base.name=docker.io/bitnami/minideb:bookworm
          label: org.opencontainers.image.base.digest=sha256:\(oldDigest)
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"])

  private static let nameLabel = "org.opencontainers.image.base.name"
  private static let digestLabel = "org.opencontainers.image.base.digest"

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let root = release.dockerfile.shippedStages.last, case .image(let use) = root.base,
      let base = try? ImageReference.parse(use.text), let labels = release.image.config?.labels
    else { return [] }
    let named = labels[Self.nameLabel].flatMap { try? ImageReference.parse($0) }
    let message: String? =
      if let named, !isSame(named, base), sets(Self.nameLabel, in: release.dockerfile) {
        otherName(named, base)
      } else if let expected = base.digest, let found = labels[Self.digestLabel], found != expected,
        named?.repository == base.repository || sets(Self.digestLabel, in: release.dockerfile)
      {
        otherDigest(found, expected)
      } else {
        nil
      }
    return message.map { [release.finding(Self.info, $0, at: use.range, of: root.from, stage: root.index)] } ?? []
  }

  /// A FROM that names a digest needs no tag.
  private func isSame(_ named: ImageReference, _ base: ImageReference) -> Bool {
    guard named.repository == base.repository else { return false }
    return base.tag == nil && base.digest != nil || (named.tag ?? "latest") == (base.tag ?? "latest")
  }

  /// A label that the Dockerfile does not set may be the base image's, about a base of its own.
  private func sets(_ label: String, in file: BuildModel) -> Bool {
    file.shippedStages.contains { $0.labels.contains { $0.expandedName.text == label } }
  }
}

private let oldDigest = String(repeating: "0a", count: 32)
private let newDigest = String(repeating: "1b", count: 32)

private func otherName(_ named: ImageReference, _ base: ImageReference) -> String {
  "the image says that it was built on \(named.familiar), but this FROM names \(base.familiar)"
}

private func otherDigest(_ found: String, _ expected: String) -> String {
  "the image says that its base has the digest \(found.prefix(19))…, but this FROM pins \(expected.prefix(19))…"
}
