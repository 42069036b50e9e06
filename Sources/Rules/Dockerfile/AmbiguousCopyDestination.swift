package import Dockerfile
package import Linting

/// Several sources, and a destination that does not say that it is a directory.
package struct AmbiguousCopyDestination: Rule {
  package static let info = RuleInfo(
    name: "ambiguous-copy-destination",
    aliases: ["DL3021", "DS-0011", "lint:add_dest_invalid"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "COPY or ADD has several sources and a destination without a slash at its end.",
    rationale: """
      With several sources the destination must be a directory, and the reference demands a slash at its end. A builder
      that takes it for a file writes one source over the other. Not reported: a destination that can only be a directory
      (`.`, `..`), and one that depends on an unknown variable.
      """,
    help: "End the destination with a slash.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json package-lock.json ‹/app›
        """,
        fixed: """
          FROM node:20-alpine
          COPY package.json package-lock.json /app/
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        COPY package.json package-lock.json /app/
        COPY index.js README.md .
        COPY src /app/src
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3021",
        """
        hadolint takes a flag in a spelling that it does not know, as --link=TRUE, for one more source; here it is \
        a flag.
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#destination"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenCopies.compactMap { finding($0, of: stage, in: file) }
    }
  }

  private func finding(_ copy: Copy, of stage: Stage, in file: BuildModel) -> Finding? {
    guard copy.sources.count + copy.instruction.heredocs.count > 1, let word = copy.destination else { return nil }
    let isForWindows = file.syntax.directives.escape == UInt8(ascii: "`")
    let isOwn = copy.expandedDestination.map { isAmbiguous($0, isForWindows: isForWindows) } ?? false
    // The peers look at the destination as it is written, and at no other instruction.
    let isCopy = copy.instruction.keyword == .copy
    var aliases = isCopy && !word.path.hasSuffix("/") ? ["DL3021", "DS-0011"] : []
    if isOwn, !isCopy { aliases.append("lint:add_dest_invalid") }
    guard isOwn || !aliases.isEmpty else { return nil }
    var finding = Finding(
      Self.info, message(copy, word), at: word.range, of: copy.instruction, stage: stage, in: file, aliases: aliases)
    finding.isOwn = isOwn
    guard isOwn, let end = file.written(word, in: copy.instruction)?.upperBound else { return finding }
    return finding.mended(by: Fix(.unsafe, edits: [file.inserting("/", at: end)]))
  }

  private func isAmbiguous(_ destination: String, isForWindows: Bool) -> Bool {
    // There the backslash parts directories, too.
    if isForWindows, destination.hasSuffix("\\") { return false }
    let last = destination.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return !["", ".", ".."].contains(last)
  }

  private func message(_ copy: Copy, _ destination: Word) -> String {
    "\(copy.instruction.name) of several sources to \(destination.text): expected a slash at its end"
  }
}
