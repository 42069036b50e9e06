package import Dockerfile
package import Linting

/// COPY --from, or a mount, of something that is no stage.
package struct UnknownCopySource: Rule {
  package static let info = RuleInfo(
    name: "unknown-copy-source", aliases: ["DL3022"], groups: ["correctness"], severity: .error, fix: .unsafe,
    summary: "COPY --from or a mount names a stage that is not there, or comes later.",
    rationale: """
      A number that no stage has, a later stage and a variable make the build fail. A name that is nearly that of a stage is
      taken for an image of that name: the build fails too, or copies from what a stranger has published. Names of images
      and of further build contexts are not reported.
      """,
    help: "Name a stage that stands before this one, or the image with its tag.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine
        COPY --from=‹bulider› /app /app
        """,
        fixed: """
          FROM node:20-alpine AS builder
          FROM node:20-alpine
          COPY --from=builder /app /app
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY --from=‹3› /app /app
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine
        COPY --from=builder /app /app
        COPY --from=busybox:1.36 /bin/wget /bin/wget
        """)
    ],
    silences: ["syntax-error", "unpinned-base-image", "base-image-without-digest"],
    deviations: [
      RuleInfo.Deviation(
        "DL3022",
        """
        hadolint takes any stage above for the one that is meant; of two stages of one name BuildKit takes the \
        later, which may stand below.
        """),
      RuleInfo.Deviation(
        "DL3022",
        "hadolint compares names with case and quotes, BuildKit does not: COPY --from=builder is right behind FROM … AS Builder."
      ),
      RuleInfo.Deviation(
        "DL3022",
        "hadolint takes 0abc for a number and +1 for none; BuildKit reads them the other way, and so it is here."),
      RuleInfo.Deviation(
        "DL3022",
        "a later stage that needs this one is a circle, which circular-stage-reference reports in place of this rule."),
      RuleInfo.Deviation(
        "DL3022",
        "to hadolint each is a warning; here one for which the build fails is an error, as all that BuildKit refuses."),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---from"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let refused = file.faults(of: .unknownFileSource).map { fault, instruction in
      let written = instruction?.keyword == .copy ? instruction?.flag("from")?.value : nil
      return Finding(Self.info, fault, in: file, aliases: aliases(written))
    }
    let places = Set(refused.compactMap(\.place))
    let slips = StageNameSlips(file)
    return refused
      + file.stages.flatMap { stage in
        references(in: stage).compactMap { finding($0, slips, of: stage, in: file) }
      }.filter { finding in finding.place.map { !places.contains($0) } ?? true }
  }

  /// Something that names where files come from.
  private struct Reference {
    var source: FileSource
    /// As written in COPY --from; nil in a mount.
    var written: String?
    var instruction: Instruction
  }

  private func references(in stage: Stage) -> [Reference] {
    let copied = stage.writtenCopies.compactMap { copy in
      copy.instruction.flag("from").map {
        Reference(source: copy.from, written: $0.value, instruction: copy.instruction)
      }
    }
    let mounted = stage.runs.filter { stage.holds($0.instruction) }.flatMap { run in
      run.mountSources.map { Reference(source: $0, instruction: run.instruction) }
    }
    return copied + mounted
  }

  private func finding(_ reference: Reference, _ slips: StageNameSlips, of stage: Stage, in file: BuildModel)
    -> Finding?
  {
    guard case .image(let image) = reference.source else { return nil }
    let meant = slips.stage(meantBy: image.text)
    let aliases = aliases(reference.written)
    guard meant != nil || !aliases.isEmpty else { return nil }
    var finding = Finding(
      Self.info, message(image.text, meant), at: image.range, of: reference.instruction, stage: stage, in: file,
      aliases: aliases)
    finding.isOwn = meant != nil
    guard let meant, slips.stands(meant, before: stage) else { return finding }
    return finding.mended(
      by: Fix(.unsafe, all: [file.replacing(image.range, of: reference.instruction, with: meant)]))
  }

  /// hadolint looks at COPY alone, and takes a name without a tag for a stage that should be there.
  private func aliases(_ name: String?) -> [String] {
    name.map { !$0.contains(":") } ?? false ? ["DL3022"] : []
  }

  private func message(_ name: String, _ meant: String?) -> String {
    "no stage is named “\(name)”" + (meant.map { ": did you mean “\($0)”?" } ?? "")
  }
}
