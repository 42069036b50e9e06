package import Dockerfile
package import Linting

/// A stage name with capitals.
package struct UppercaseStageName: Rule {
  package static let info = RuleInfo(
    name: "uppercase-stage-name",
    aliases: ["StageNameCasing"],
    groups: ["style"], severity: .style,
    summary: "A stage name is written with capitals.",
    rationale: """
      BuildKit turns the name into lower case, but FROM compares as written: FROM Builder behind AS Builder is another image
      and not the stage.
      """,
    help: "Write the name in lower case, here and in every reference.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS ‹Builder›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let word = stage.nameWord, word.text != word.text.lowercased() else { return nil }
      return Finding(Self.info, message(word.text), at: word.range, of: stage.from, stage: stage, in: file)
    }
  }

  private func message(_ name: String) -> String {
    "the stage name “\(name)” has capitals: BuildKit calls it “\(name.lowercased())”"
  }
}
