package import Dockerfile
package import Linting

/// A stage called `scratch` or `context`.
package struct ReservedStageName: Rule {
  package static let info = RuleInfo(
    name: "reserved-stage-name",
    aliases: ["DL3063", "ReservedStageName"],
    groups: ["correctness"], severity: .warning,
    summary: "A stage has a name that BuildKit keeps for itself.",
    rationale: """
      `scratch` is the empty base and `context` the directory that is sent: a stage of that name is not what a reference to it
      means.
      """,
    help: "Give the stage another name.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20 AS ‹scratch›
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20 AS ‹Context›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM scratch AS files
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/reserved-stage-name/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let word = stage.nameWord, let name = stage.name, name == "scratch" || name == "context" else { return nil }
      let aliases = Self.info.aliases.filter { $0 != "DL3063" || word.text == name }
      return Finding(
        Self.info, message(name), at: word.range, of: stage.from, stage: stage, in: file, aliases: aliases)
    }
  }

  private func message(_ name: String) -> String { "the stage name “\(name)” is reserved" }
}
