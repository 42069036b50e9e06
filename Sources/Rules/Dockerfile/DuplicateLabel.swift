package import Dockerfile
package import Linting

/// A label that a later LABEL of its stage sets again.
package struct DuplicateLabel: Rule {
  package static let info = RuleInfo(
    name: "duplicate-label",
    aliases: ["tally/labels/no-duplicate-keys"],
    groups: ["correctness"], severity: .info, fix: .safe,
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
        """,
        fixed: """
          FROM alpine:3.23
          LABEL version=1
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
      let fixes = LabelRemovals(of: stage, in: file)
      for instruction in stage.ownInstructions where instruction.keyword == .label {
        for pair in instruction.arguments.pairs where pair.value != nil {
          guard let key = file.literal(pair.name) else { continue }
          let use = Use(key: pair.name, instruction: instruction)
          if let earlier = last.updateValue(use, forKey: key) {
            let fix = fixes.fix(of: earlier.instruction)
            findings.append(finding(key, earlier, replacedBy: use, of: stage, in: file).mended(by: fix))
          }
        }
      }
      return findings
    }
  }

  /// What to take out of each LABEL, all of it by one fix: pair by pair, nothing might be left of an instruction.
  private struct LabelRemovals {
    private var fixes: [ObjectIdentifier: Fix] = [:]
    /// No person writes as many in one instruction.
    private static let mostPairs = 64

    init(of stage: Stage, in file: BuildModel) {
      var last: [String: (pair: Pair, instruction: Instruction)] = [:]
      var replaced: [(instruction: Instruction, pairs: [Pair])] = []
      var indices: [ObjectIdentifier: Int] = [:]
      for instruction in stage.ownInstructions where instruction.keyword == .label {
        indices[ObjectIdentifier(instruction)] = replaced.count
        replaced.append((instruction, []))
        for pair in instruction.arguments.pairs where pair.value != nil {
          guard let key = file.literal(pair.name) else { continue }
          let earlier = last.updateValue((pair, instruction), forKey: key)
          if let earlier, let index = indices[ObjectIdentifier(earlier.instruction)] {
            replaced[index].pairs.append(earlier.pair)
          }
        }
      }
      for (label, pairs) in replaced where !pairs.isEmpty && pairs.count <= Self.mostPairs {
        let edits =
          pairs.count == label.arguments.pairs.count
          ? [file.removing(label)]
          : pairs.map { file.written($0.range, in: label).flatMap { file.removingWord($0) } }
        fixes[ObjectIdentifier(label)] = Fix(.safe, all: edits)
      }
    }

    func fix(of label: Instruction) -> Fix? { fixes[ObjectIdentifier(label)] }
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
