package import Dockerfile
package import Linting

/// `as` and FROM in different case.
package struct MismatchedAsCasing: Rule {
  package static let info = RuleInfo(
    name: "mismatched-as-casing",
    aliases: ["FromAsCasing"],
    groups: ["style"], severity: .style, fix: .safe,
    summary: "FROM and as are spelt in different case.",
    rationale: """
      Both are keywords of one line; a reader takes a different spelling for a different meaning.
      """,
    help: "Spell both in capitals or both in lower case.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine ‹as› builder
        """,
        fixed: """
          FROM node:20-alpine AS builder
          """),
      RuleInfo.Example(
        """
        from node:20-alpine ‹AS› builder
        """,
        fixed: """
          from node:20-alpine as builder
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        """),
      RuleInfo.Example(
        """
        from node:20-alpine as builder
        """),
    ],
    references: ["https://docs.docker.com/reference/build-checks/from-as-casing/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      let from = stage.from.spelling.text
      let words = stage.from.arguments.words
      guard words.count >= 3, words[1].text.lowercased() == "as" else { return nil }
      let expected = from == from.uppercased() ? "AS" : "as"
      // A keyword in mixed case sets no example.
      guard from == from.uppercased() || from == from.lowercased(), words[1].text != expected else { return nil }
      let finding = Finding(
        Self.info, message(words[1].text, from), at: words[1].range, of: stage.from, stage: stage, in: file)
      // With further words the instruction means nothing yet.
      guard words.count == 3 else { return finding }
      return finding.mended(by: Fix(.safe, all: [file.replacing(words[1], of: stage.from, with: expected)]))
    }
  }

  private func message(_ word: String, _ from: String) -> String {
    "“\(word)” and “\(from)” are spelt in different case"
  }
}
