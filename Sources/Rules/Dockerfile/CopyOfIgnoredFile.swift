package import Dockerfile
package import Linting

/// COPY or ADD of a path that the ignore file excludes.
package struct CopyOfIgnoredFile: Rule {
  package static let info = RuleInfo(
    name: "copy-of-ignored-file",
    aliases: ["CopyIgnoredFile"],
    groups: ["correctness"], severity: .warning,
    summary: "COPY or ADD names a path that the ignore file keeps out of the context.",
    rationale: """
      The builder does not see what `.dockerignore` excludes: the build fails, or copies nothing. Silent without --context.
      """,
    help: "Remove the pattern from the ignore file, or the source from the instruction.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY ‹dist› ./
        """, ignoreFile: "dist")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY src ./
        """, ignoreFile: "dist"),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY dist/server.js ./
        """,
        ignoreFile: """
          dist
          !dist/server.js
          """),
    ],
    references: ["https://docs.docker.com/reference/build-checks/copy-ignored-file/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let ignore = file.context?.ignore else { return [] }
    return file.stages.flatMap { stage in
      stage.copies.filter { $0.from == .context }.flatMap { copy in
        copy.sources.compactMap { source -> Finding? in
          guard isLocal(source), let pattern = excluding(source.text, ignore.patterns) else { return nil }
          // BuildKit gives up on the whole file as soon as one pattern is negated, and compares a leading slash.
          var finding = Finding(
            Self.info, message(copy, source, ignore.path), at: source.range, of: copy.instruction, stage: stage,
            in: file,
            aliases: ignore.patterns.hasNegation || source.text.hasPrefix("/") ? [] : nil)
          let place = Place(line: pattern.line, column: 1, endLine: pattern.line, endColumn: 1)
          finding.notes.append(Finding.Note("excluded by “\(pattern.text)”", path: ignore.path, place: place))
          return finding
        }
      }
    }
  }

  private func isLocal(_ source: Word) -> Bool { !isRemoteSource(source.text) && !source.text.contains("$") }

  /// The pattern that keeps a source out; nil when it is sent. The root itself is out only when everything is.
  private func excluding(_ source: String, _ patterns: DockerIgnore) -> DockerIgnore.Pattern? {
    if [".", "./", "/"].contains(source) {
      guard !patterns.hasNegation else { return nil }
      return patterns.patterns.last { ["*", "**", "**/*"].contains($0.text) }
    }
    guard let pattern = patterns.decidingPattern(of: source), !pattern.isNegated else { return nil }
    // A later exception may bring back something below the directory.
    return patterns.patterns.contains { $0.isNegated && $0.line > pattern.line } ? nil : pattern
  }

  private func message(_ copy: Copy, _ source: Word, _ ignoreFile: String) -> String {
    "\(copy.instruction.name) of \(source.text), which \(ignoreFile) keeps out of the context"
  }
}
