package import Dockerfile
package import Linting

/// COPY of everything that another stage or image has.
package struct WholeFilesystemCopy: Rule {
  package static let info = RuleInfo(
    name: "whole-filesystem-copy", aliases: ["DL3067"], groups: ["size", "layout"], severity: .warning,
    summary: "COPY --from takes the whole file system of a stage or image over this one's.",
    rationale: """
      Everything ships: build tools, caches, and a second copy of what the base has already. Nothing is said where the copy
      is the first on scratch, which makes one layer of a file system on purpose, nor in a stage whose layers do not end in the
      image, as for COPY --from=tonistiigi/xx / /; DL3067 selects those as well.
      """,
    help: "Name the files and directories that are needed, or begin the stage with FROM that stage.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine
        COPY --from=builder ‹/› /
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine
        COPY --from=builder /app /
        COPY --from=builder / /rootfs/
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3067",
        """
        hadolint minds the copy that makes one layer of a file system on scratch as well, and one in a stage that does not end \
        in the image. Selected by this code, so does the rule; by its own name, as in the default policy, it does not, because \
        nothing ships twice.
        """)
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let shipped = Set(file.shippedStages.map(\.index))
    return file.stages.flatMap { stage in
      stage.writtenCopies.compactMap { finding($0, of: stage, ships: shipped.contains(stage.index), in: file) }
    }
  }

  private func finding(_ copy: Copy, of stage: Stage, ships: Bool, in file: BuildModel) -> Finding? {
    let sources = zip(copy.sources, copy.sourcePaths)
    guard copy.instruction.flag("from") != nil, copy.destinationPath == "/",
      let source = sources.first(where: { $1?.isWholeTree == true })?.0
    else { return nil }
    // hadolint compares both ends with a single slash.
    let isWritten = copy.destination?.path == "/" && copy.sources.contains { $0.path == "/" }
    var finding = Finding(
      Self.info, message(copy), at: source.range, of: copy.instruction, stage: stage, in: file,
      aliases: isWritten ? nil : [])
    finding.isOwn = ships && !flattens(copy, stage)
    return finding.isOwn || isWritten ? finding : nil
  }

  /// Whether it is the first to bring anything onto scratch: that makes one layer of a file system on purpose.
  private func flattens(_ copy: Copy, _ stage: Stage) -> Bool {
    stage.base == .scratch && stage.copies.first?.instruction === copy.instruction
      && stage.runs.first.map { $0.instruction.range.lowerBound > copy.instruction.range.lowerBound } ?? true
  }

  private func message(_ copy: Copy) -> String {
    "\(copy.instruction.name) takes the whole file system of \(copy.instruction.flag("from")?.value ?? "another stage")"
  }
}
