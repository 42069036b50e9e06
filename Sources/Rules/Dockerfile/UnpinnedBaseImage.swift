package import Dockerfile
package import Linting

/// An image without tag and digest.
package struct UnpinnedBaseImage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-base-image",
    aliases: ["DL3006", "DS-0001", "CKV_DOCKER_7", "semgrep:missing-image-version", "lint:missing_tag", "CIS-4.2"],
    groups: ["pinning", "reproducibility"], severity: .warning,
    summary: "An image is named without a tag and without a digest.",
    rationale: """
      Without a tag the builder takes `latest`, whatever that is on the day: the same Dockerfile gives another image, or
      none. Variables are expanded with their defaults and with --build-arg; what stays unknown is not reported.
      """,
    help: "Name a tag, better one with the version of both program and system, such as node:20-alpine3.20.",
    bad: [
      RuleInfo.Example("FROM ‹node›"),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY --from=‹busybox› /bin/wget /bin/wget
        """),
    ],
    good: [
      RuleInfo.Example("FROM node:20-alpine"),
      RuleInfo.Example("FROM node@sha256:a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4"),
      RuleInfo.Example(
        """
        ARG BASE
        FROM $BASE
        """),
    ],
    silences: ["base-image-without-digest"],
    deviations: [
      RuleInfo.Deviation(
        "DL3006",
        """
        hadolint compares the names of stages with case, so that `FROM builder` behind `FROM x AS BUILDER` is an \
        image to it; for BuildKit it is the stage.
        """),
      RuleInfo.Deviation(
        "DL3006",
        """
        hadolint leaves the registry out before it looks for a stage of the name or for scratch, so that `FROM example.org/app` \
        behind `FROM x AS app` is a stage to it; for BuildKit it is an image.
        """),
      RuleInfo.Deviation(
        "DL3006",
        """
        hadolint knows no values of variables, so that `FROM base-$TARGETARCH` is an image to it; here it is the stage \
        of that name, where there is one.
        """),
      RuleInfo.Deviation(
        "DL3006",
        """
        hadolint takes the port of a registry for a tag where the host has no dot: `localhost:5000/tool` has none.
        """),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.imageReaders.compactMap { reader -> Finding? in
      guard let reference = try? ImageReference.parse(reader.use.text), reference.tag == nil, reference.digest == nil,
        !reader.mayBeBuildContext
      else { return nil }
      return Finding(
        Self.info, message(reader.use.text), at: reader.use.range, of: reader.instruction, stage: reader.stage,
        in: file,
        aliases: aliases(reader))
    } + file.stages.compactMap { openName(of: $0, in: file) }
  }

  /// hadolint takes `tools$SUFFIX` for a name without a tag, whatever the variable may bring.
  private func openName(of stage: Stage, in file: BuildModel) -> Finding? {
    guard case .unresolved = stage.base, let word = stage.imageWord else { return nil }
    var name = word.text.withoutBracedVariables[...]
    if let slash = name.firstIndex(of: "/"), name[..<slash].contains(".") { name = name[slash...].dropFirst() }
    guard !name.hasPrefix("$"), !name.contains(":"), !name.contains("@") else { return nil }
    var finding = Finding(
      Self.info, message(word.text), at: word.range, of: stage.from, stage: stage, in: file, aliases: ["DL3006"])
    finding.isOwn = false
    return finding
  }

  /// The peers look at FROM alone, and hadolint not at names that begin with a variable.
  private func aliases(_ reader: BuildModel.ImageReader) -> [String] {
    guard reader.isBase else { return ["CIS-4.2"] }
    let isVariable = reader.stage.imageWord?.text.hasPrefix("$") ?? false
    return isVariable ? Self.info.aliases.filter { $0 != "DL3006" } : Self.info.aliases
  }

  private func message(_ image: String) -> String { "the image \(image) has no tag and no digest" }
}

extension String {
  /// The text with `$` in the place of each `${…}`, in which nothing is a mark of the image's name.
  fileprivate var withoutBracedVariables: String {
    var text = ""
    var isInside = false
    for character in self {
      if character == "{", text.last == "$" {
        isInside = true
      } else if isInside {
        isInside = character != "}"
      } else {
        text.append(character)
      }
    }
    return text
  }
}
