package import Dockerfile
package import Linting

/// A label that a later LABEL of its stage sets again.
package struct DuplicateLabel: Rule {
  package static let info = RuleInfo(
    name: "duplicate-label",
    aliases: ["tally/labels/no-duplicate-keys"],
    groups: ["correctness"], severity: .info,
    summary: "A stage sets the same label twice: only the later value counts.",
    rationale: """
      The earlier value reaches no image, so one of the two is a mistake, most often of copying. A stage that is built on
      another may give a label a new value.
      """,
    help: "Remove the label that does not count.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        LABEL ‹org.opencontainers.image.title›=web version=1
        LABEL org.opencontainers.image.title=api
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23 AS base
        LABEL org.opencontainers.image.title=base
        FROM base
        LABEL org.opencontainers.image.title=api
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#label"])

  package init() {}

  private struct Use {
    var key: Word
    var instruction: Instruction
  }

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      var last: [String: Use] = [:]
      var findings: [Finding] = []
      for instruction in stage.ownInstructions where instruction.keyword == .label {
        for pair in instruction.arguments.pairs where pair.value != nil {
          guard let key = file.literal(pair.name) else { continue }
          let use = Use(key: pair.name, instruction: instruction)
          if let earlier = last.updateValue(use, forKey: key) {
            findings.append(finding(key, earlier, replacedBy: use, of: stage, in: file))
          }
        }
      }
      return findings
    }
  }

  private func finding(
    _ key: String, _ earlier: Use, replacedBy later: Use, of stage: Stage, in file: BuildModel
  ) -> Finding {
    var finding = Finding(
      Self.info, message(key), at: earlier.key.range, of: earlier.instruction, stage: stage, in: file)
    let place = file.place(of: later.key.range, in: later.instruction)
    finding.notes.append(Finding.Note("this one replaces it", place: place))
    return finding
  }

  private func message(_ key: String) -> String {
    "the label \(key) has no effect here: the stage sets it again"
  }
}
