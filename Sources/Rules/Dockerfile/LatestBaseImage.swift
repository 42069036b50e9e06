package import Dockerfile
package import Linting

/// An image with the tag `latest`.
package struct LatestBaseImage: Rule {
  package static let info = RuleInfo(
    name: "latest-base-image",
    aliases: ["DL3007", "DS-0001", "CKV_DOCKER_7", "semgrep:avoid-latest-version", "lint:latest_tag", "CIS-4.2"],
    groups: ["pinning", "reproducibility"], severity: .warning,
    summary: "An image is named with the tag latest.",
    rationale: """
      `latest` moves to the next major version without notice: the same Dockerfile gives another image, or none. A digest
      beside the tag fixes it. Variables are expanded with their defaults and with --build-arg.
      """,
    help: "Name a tag with a version, such as node:20-alpine3.20.",
    bad: [
      RuleInfo.Example("FROM ‹node:latest›"),
      RuleInfo.Example(
        """
        ARG VERSION=latest
        FROM ‹node:${VERSION}›
        """),
    ],
    good: [
      RuleInfo.Example("FROM node:20-alpine"),
      RuleInfo.Example("FROM node:latest@sha256:a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4"),
    ],
    silences: ["base-image-without-digest"],
    deviations: [
      RuleInfo.Deviation(
        "DL3007",
        "hadolint knows no values of variables; here a FROM that the builder refuses, because a variable in it stands for nothing, is judged no further."
      )
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.imageReaders.compactMap { reader -> Finding? in
      guard let reference = try? ImageReference.parse(reader.use.text), reference.tag == "latest",
        reference.digest == nil
      else { return nil }
      return Finding(
        Self.info, message(reader.use.text), at: reader.use.range, of: reader.instruction, stage: reader.stage,
        in: file,
        aliases: aliases(reader))
    } + file.stages.compactMap { openName(of: $0, in: file) }
  }

  /// `$REGISTRY/app:latest`: whatever the variable stands for, the tag moves.
  private func openName(of stage: Stage, in file: BuildModel) -> Finding? {
    guard case .unresolved = stage.base, let word = stage.imageWord, word.text.hasSuffix(":latest"),
      !word.text.contains("@")
    else { return nil }
    return Finding(Self.info, message(word.text), at: word.range, of: stage.from, stage: stage, in: file)
  }

  /// The peers look at FROM alone, and hadolint at the tag as written.
  private func aliases(_ reader: BuildModel.ImageReader) -> [String] {
    guard reader.isBase else { return ["CIS-4.2"] }
    let isWritten = reader.stage.imageWord?.text.hasSuffix(":latest") ?? false
    return isWritten ? Self.info.aliases : Self.info.aliases.filter { $0 != "DL3007" }
  }

  private func message(_ image: String) -> String { "the image \(image) moves with every release" }
}
