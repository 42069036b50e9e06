package import Dockerfile
package import Linting

/// A comment above ARG or FROM that is no description of it.
package struct MisleadingDefinitionComment: Rule {
  package static let info = RuleInfo(
    name: "misleading-definition-comment",
    aliases: ["InvalidDefinitionDescription"],
    groups: ["style"], severity: .style, fix: .safe,
    summary: "The comment above an ARG or a named FROM does not begin with its name.",
    rationale: """
      `docker build --call outline` shows the comment as the description of the argument or stage, but only when it begins with
      the name. An empty comment line parts a comment that is about something else.
      """,
    help: "Begin the comment with the name, or put a line with # alone below it.",
    bad: [
      RuleInfo.Example(
        """
        # Which Node.js
        ARG ‹VERSION›=20
        FROM node:${VERSION}-alpine
        """,
        fixed: """
          # Which Node.js
          #
          ARG VERSION=20
          FROM node:${VERSION}-alpine
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        # VERSION of Node.js
        ARG VERSION=20
        # What follows is for the front end.
        #
        FROM node:${VERSION}-alpine AS frontend
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/invalid-definition-description/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.syntax.instructions.compactMap { instruction in
      guard let last = instruction.comments.last, let word = definedWords(instruction).first else { return nil }
      let names = definedWords(instruction).map { instruction.keyword == .from ? $0.text.lowercased() : $0.text }
      let first = last.text.split(separator: " ", maxSplits: 1).first.map(String.init) ?? ""
      guard !names.contains(first) else { return nil }
      return Finding(Self.info, message(names[0]), at: word.range, of: instruction, stage: nil, in: file)
        .mended(by: Fix(.safe, all: [file.inserting(line: "#", before: instruction)]))
    }
  }

  /// The names of an ARG, or that of a stage.
  private func definedWords(_ instruction: Instruction) -> [Word] {
    switch instruction.keyword {
    case .arg: return instruction.arguments.pairs.map(\.name)
    case .from:
      let words = instruction.arguments.words
      return words.count == 3 ? [words[2]] : []
    default: return []
    }
  }

  private func message(_ name: String) -> String {
    "the comment above does not begin with “\(name)”, so it does not describe it"
  }
}
