package import Dockerfile
package import Linting

/// An image that is named without a digest.
package struct BaseImageWithoutDigest: Rule {
  package static let info = RuleInfo(
    name: "base-image-without-digest",
    aliases: ["semgrep:dockerfile-source-not-pinned", "CIS-4.2"],
    groups: ["pinning", "reproducibility", "security"], severity: .info,
    summary: "An image is named without a digest, in FROM, COPY --from, a mount or the syntax directive.",
    rationale: """
      A tag is a name that its owner can give to another image at any time; a digest is the image itself. With it the same
      Dockerfile builds on the same bytes, whoever owns the registry today. It is only worth the trouble where a tool moves
      the digests forward. Stages, scratch and names with an unknown variable are not reported.
      """,
    help: "Add the digest behind the tag, such as node:20-alpine@sha256:…, and let a tool keep it up to date.",
    bad: [
      RuleInfo.Example(
        """
        # syntax=‹docker/dockerfile:1›
        FROM ‹node:20-alpine›
        COPY --from=‹busybox:1.36› /bin/wget /bin/wget
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20@sha256:a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4 AS builder
        FROM scratch
        COPY --from=builder /app /app
        """)
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let images = file.imageReaders.compactMap { reader -> Finding? in
      guard isMovable(reader.use.text), !reader.mayBeBuildContext else { return nil }
      return Finding(
        Self.info, message(reader.use.text), at: reader.use.range, of: reader.instruction, stage: reader.stage,
        in: file, aliases: reader.isBase ? nil : ["CIS-4.2"])
    }
    return images + frontend(of: file)
  }

  /// `# syntax=` names the image that reads the file. What follows its first space is free text.
  private func frontend(of file: BuildModel) -> [Finding] {
    let directives = file.syntax.directives
    guard let directive = directives.all.first(where: { $0.name == "syntax" }), let image = directives.syntax,
      directive.value.hasPrefix(image), isMovable(image)
    else { return [] }
    let start = directive.range.lowerBound
    let place = file.source.place(of: start..<start + image.utf8.count)
    return [Finding(Self.info, message(image), at: place, aliases: [])]
  }

  private func isMovable(_ image: String) -> Bool {
    guard let reference = try? ImageReference.parse(image) else { return false }
    return reference.digest == nil
  }

  private func message(_ image: String) -> String { "the image \(image) has no digest: its tag may move" }
}
