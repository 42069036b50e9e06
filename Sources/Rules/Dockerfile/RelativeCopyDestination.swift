package import Dockerfile
package import Linting

/// COPY to a relative path where no WORKDIR says what it is relative to.
package struct RelativeCopyDestination: Rule {
  package static let info = RuleInfo(
    name: "relative-copy-destination", aliases: ["DL3045"], groups: ["correctness"], severity: .warning,
    summary: "COPY has a relative destination, and no WORKDIR was set before it.",
    rationale: """
      The files land in the directory that the base image happens to have, most often the root, among the system's own. A
      base that may set a WORKDIR is not reported; scratch and some well-known images are known to set none.
      """,
    help: "Set WORKDIR before it, or write the destination from the root.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json ‹./›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        COPY package.json ./
        COPY nginx.conf /etc/nginx/
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        WORKDIR /app
        FROM base
        COPY package.json ./
        """),
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3045",
        "hadolint takes stages on images of one name for one another, compares the names of stages with case, and does not see the WORKDIR that a trigger sets; here what BuildKit sets counts."
      )
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#workdir"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenCopies.filter { $0.instruction.keyword == .copy && $0.workdir == nil }
        .compactMap { finding($0, of: stage, in: file) }
    }
  }

  private func finding(_ copy: Copy, of stage: Stage, in file: BuildModel) -> Finding? {
    guard let word = copy.destination else { return nil }
    let isOwn = copy.expandedDestination.map { !$0.isAbsolutePath } ?? false && beginsAtRoot(stage)
    // hadolint does not ask what the base sets, and lets variables pass.
    let isRelativeAsWritten = !word.path.isAbsolutePath && !word.path.hasPrefix("$")
    guard isOwn || isRelativeAsWritten else { return nil }
    var finding = Finding(
      Self.info, message(word), at: word.range, of: copy.instruction, stage: stage, in: file,
      aliases: isRelativeAsWritten ? ["DL3045"] : [])
    finding.isOwn = isOwn
    return finding
  }

  private func beginsAtRoot(_ stage: Stage) -> Bool {
    switch stage.root {
    case .scratch: true
    case .image(let image): RootWorkdirBases.contains(image.text)
    case .stage, .unresolved: false
    }
  }

  private func message(_ destination: Word) -> String {
    "COPY to \(destination.text) without a WORKDIR: the base image decides where that is"
  }
}
