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
      The builder does not see what `.dockerignore` excludes: the build fails, or copies nothing. Silent without --context,
      and where a later exception (`!dist/server.js`) may bring back something of the source.
      """,
    help: "Remove the pattern from the ignore file, or the source from the instruction.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY ‹dist› ./
        """, ignoreFile: "dist"),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ARG OUT=dist
        COPY ‹${OUT}/app› ./
        """,
        ignoreFile: """
          *
          !src
          """),
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
    deviations: [
      RuleInfo.Deviation(
        "CopyIgnoredFile",
        "BuildKit says nothing once the ignore file has any exception, and compares the slash of /dist with the pattern dist; "
          + "here only an exception that may bring back some of the source excuses it, because the build sees no other."
      )
    ],
    references: ["https://docs.docker.com/reference/build-checks/copy-ignored-file/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let ignore = file.context?.ignore else { return [] }
    return file.stages.flatMap { stage in
      stage.copies.filter { $0.from == .context }.flatMap { copy in
        zip(copy.sources, copy.sourcePaths).compactMap { word, path -> Finding? in
          guard let path, !isRemoteSource(path) else { return nil }
          let source = Source(path: path, ignore: ignore.patterns)
          guard let pattern = source.pattern ?? source.patternOfBuildKit else { return nil }
          var finding = Finding(
            Self.info, message(copy, word.text, path, ignore.path), at: word.range, of: copy.instruction, stage: stage,
            in: file, aliases: source.patternOfBuildKit == nil ? [] : nil)
          finding.isOwn = source.pattern != nil
          let place = Place(line: pattern.line, column: 1, endLine: pattern.line, endColumn: 1)
          finding.notes.append(Finding.Note("excluded by “\(pattern.text)”", path: ignore.path, place: place))
          return finding
        }
      }
    }
  }

  private func message(_ copy: Copy, _ written: String, _ path: String, _ ignoreFile: String) -> String {
    let name = written == path ? path : "\(path) (\(written))"
    return "\(copy.instruction.name) of \(name), which \(ignoreFile) keeps out of the context"
  }
}

/// A source of COPY or ADD in the eyes of the ignore file.
private struct Source {
  private static let everything: Set<String> = ["*", "**", "**/*"]

  let path: String
  let ignore: DockerIgnore

  /// The pattern that keeps all of it out; nil when some of it may be sent.
  var pattern: DockerIgnore.Pattern? {
    let components = path.split(separator: "/").filter { $0 != "." }
    let plain = components.prefix { !Self.hasWildcard($0) }.joined(separator: "/")
    let isPlain = !components.contains(where: Self.hasWildcard)
    // The root itself is always sent: it is out when all in it is.
    guard !components.isEmpty else { return unlessBroughtBack(patternOfEverything, below: "") }
    // Of a source with wildcards only the directory before them is a path.
    if isPlain || !plain.isEmpty, let pattern = ignore.decidingPattern(of: plain), !pattern.isNegated {
      return unlessBroughtBack(pattern, below: plain)
    }
    guard !isPlain else { return nil }
    let same = ignore.patterns.last { $0.text == components.joined(separator: "/") && !$0.isNegated }
    return unlessBroughtBack(same ?? patternOfEverything, below: plain)
  }

  /// The pattern for which BuildKit's own check speaks. It gives up on the whole file as soon as one pattern is negated, takes
  /// wildcards of the source for plain text, and compares a leading slash.
  var patternOfBuildKit: DockerIgnore.Pattern? {
    guard !ignore.hasNegation else { return nil }
    let clean = cleanPath(path)
    return clean == "." || clean == "/" ? patternOfEverything : ignore.decidingPattern(ofLiteral: clean)
  }

  private var patternOfEverything: DockerIgnore.Pattern? {
    ignore.patterns.last { Self.everything.contains($0.text) && !$0.isNegated }
  }

  private func unlessBroughtBack(_ pattern: DockerIgnore.Pattern?, below path: String) -> DockerIgnore.Pattern? {
    pattern.flatMap { ignore.mayBringBack(below: path, behind: $0) ? nil : $0 }
  }

  private static func hasWildcard(_ component: Substring) -> Bool {
    component.utf8.contains { "*?[\\".utf8.contains($0) }
  }
}
