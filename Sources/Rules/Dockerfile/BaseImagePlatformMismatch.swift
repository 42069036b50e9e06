package import Dockerfile
package import Linting

/// A base image whose operating system or architecture is not the one that the build asks for.
package struct BaseImagePlatformMismatch: Rule {
  package static let info = RuleInfo(
    name: "base-image-platform-mismatch",
    aliases: ["InvalidBaseImagePlatform"],
    groups: ["correctness"], severity: .warning,
    summary: "The base image is for another platform than the one that the build asks for.",
    rationale: """
      The builder takes such an image with a warning, and the first RUN fails, or runs under an emulation that nobody meant:
      as a rule the tag was pushed from one machine for one platform. Judged is a base whose archive is given with --base,
      against --platform of FROM, or else of the build; the variant of an architecture does not count.
      """,
    help: "Use an image that exists for the platform, or ask for the platform of the image with FROM --platform.",
    bad: [
      RuleInfo.Example(
        """
        FROM --platform=linux/amd64 ‹shop/base:1›
        """,
        base: """
          tag: shop/base:1
          platform: linux/arm64
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM --platform=linux/arm64/v8 shop/base:1
        """,
        base: """
          tag: shop/base:1
          platform: linux/arm64
          """),
      RuleInfo.Example(
        """
        FROM shop/base:1
        """,
        base: """
          tag: shop/base:1
          platform: linux/arm64
          """),
    ],
    references: ["https://docs.docker.com/build/building/multi-platform/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let asked = stage.askedPlatform, let base = stage.baseImage, let word = stage.imageWord, !base.fits(asked)
      else { return nil }
      var finding = Finding(Self.info, message(word.text, base, asked), onFromOf: stage, in: file)
      finding.notes.append(Finding.Note("as its archive says", path: base.path))
      return finding
    }
  }

  private func message(_ image: String, _ base: BaseImage, _ asked: Platform) -> String {
    let platforms = base.variants.compactMap { $0.platform?.description }.joined(separator: ", ")
    return "the base image \(image) is for \(platforms), but the build asks for \(asked.description)"
  }
}
