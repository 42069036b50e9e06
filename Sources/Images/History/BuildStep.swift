/// One step of an image's history, read back into the instruction that a person wrote.
///
/// Builders write into `created_by`:
/// - BuildKit: `RUN |1 A=1 /bin/sh -c make # buildkit`, `COPY a b # buildkit`, `CMD ["x"]`;
/// - the classic builder and buildah: `|1 A=1 /bin/sh -c make`, `/bin/sh -c #(nop) COPY file:… in /app`;
/// - kaniko: the instruction as it stands in the Dockerfile.
///
/// Other tools (bazel, jib, ko, nix) write texts of their own.
package struct BuildStep: Sendable, Hashable {
  /// In capitals; nil for a text that is no instruction.
  package let keyword: String?
  /// What stands behind the keyword: of a RUN the command, without the shell that runs it and without build arguments.
  package let arguments: String
  /// The bytes of the text that `arguments` are.
  package let argumentsRange: Range<Int>
  /// Whether `arguments` are only a guess, which may begin in the middle of a build argument's value: a report shows nothing
  /// of them.
  package let isGuess: Bool

  package init(createdBy: String) {
    var text = trimmed(createdBy[...])
    if text.hasSuffix(Self.buildKitMark) { text = trimmed(text.dropLast(Self.buildKitMark.count)) }
    var behind = text
    if let (keyword, rest) = Self.split(text) {
      self.keyword = keyword
      let run = keyword == "RUN" ? RunText(rest) : nil
      (behind, isGuess) = (run?.command ?? rest, run?.isGuess ?? false)
    } else if let run = RunText(text) {
      (keyword, behind) = Self.read(run)
      isGuess = run.isGuess
    } else {
      (keyword, isGuess) = (nil, false)
    }
    arguments = String(behind)
    let start = createdBy.utf8.distance(from: createdBy.startIndex, to: behind.startIndex)
    argumentsRange = start..<start + behind.utf8.count
  }

  private static let buildKitMark = "# buildkit"

  /// The mark of instructions that the classic builder runs no command for.
  private static let noCommandMark = "#(nop)"

  private static func read(_ run: RunText) -> (keyword: String?, arguments: Substring) {
    guard run.command.hasPrefix(noCommandMark) else { return ("RUN", run.command) }
    let text = trimmed(run.command.dropFirst(noCommandMark.count))
    return split(text).map { ($0.keyword, $0.rest) } ?? (nil, text)
  }

  /// Divides an instruction behind its keyword; nil for a text without one.
  private static func split(_ text: Substring) -> (keyword: String, rest: Substring)? {
    let word = text.prefix { !$0.isBlank }
    guard word.utf8.count <= 11, keywords.contains(String(word)) else { return nil }
    return (String(word), trimmed(text[word.endIndex...]))
  }

  private static let keywords: Set = [
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN",
    "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
  ]

  /// Keyword and arguments on one line, long checksums cut: `COPY dir:133bcbab… in ./app`; cut off where it gets longer
  /// than `limit` characters. A history may hold whole heredocs.
  package func text(limit: Int = 4096) -> String {
    let words = isGuess ? ["…"] : arguments.prefix(limit * 4).split { $0.isBlank }.map(Self.shortened)
    let line = ([keyword].compactMap { $0 } + words).joined(separator: " ")
    return line.count > limit ? "\(line.prefix(max(0, limit - 1)))…" : line
  }

  /// `file:4b33b33e…` for a checksum that nobody reads to its end.
  private static func shortened(_ word: Substring) -> String {
    for prefix in ["file:", "dir:", "multi:", "sha256:"]
    where word.hasPrefix(prefix) && word.utf8.count > prefix.utf8.count + 32 {
      return word.prefix(prefix.count + 8) + "…"
    }
    return String(word)
  }
}
