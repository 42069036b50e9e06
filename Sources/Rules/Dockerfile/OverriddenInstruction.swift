package import Dockerfile
package import Linting

/// A CMD, ENTRYPOINT or HEALTHCHECK that a later one of its stage replaces.
package struct OverriddenInstruction: Rule {
  package static let info = RuleInfo(
    name: "overridden-instruction",
    aliases: [
      "DL4003", "DL4004", "DL3012", "MultipleInstructionsDisallowed", "DS-0016", "DS-0007", "DS-0023",
      "semgrep:multiple-entrypoint-instructions",
    ],
    groups: ["correctness"], severity: .warning, fix: .safe,
    summary: "A stage has several CMD, ENTRYPOINT or HEALTHCHECK: only the last one counts.",
    rationale: """
      The earlier ones are without any effect, which their author cannot have meant.
      """,
    help: "Remove the one that does not count.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ‹CMD› ["node", "a.js"]
        CMD ["node", "b.js"]
        """,
        fixed: """
          FROM node:20-alpine
          CMD ["node", "b.js"]
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        CMD ["node", "a.js"]
        FROM base
        CMD ["node", "b.js"]
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"])

  package init() {}

  private static let aliasesOf: [Keyword: [String]] = [
    .cmd: ["DL4003", "MultipleInstructionsDisallowed", "DS-0016"],
    .entrypoint: ["DL4004", "MultipleInstructionsDisallowed", "DS-0007", "semgrep:multiple-entrypoint-instructions"],
    .healthcheck: ["DL3012", "MultipleInstructionsDisallowed", "DS-0023"],
  ]

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      [Keyword.cmd, .entrypoint, .healthcheck].flatMap { keyword -> [Finding] in
        let all = stage.instructions.filter { $0.keyword == keyword }
        return zip(all, all.dropFirst()).map { finding($0, overriddenBy: $1, keyword, of: stage, in: file) }
      }
    }
  }

  private func finding(
    _ earlier: Instruction, overriddenBy later: Instruction, _ keyword: Keyword, of stage: Stage, in file: BuildModel
  ) -> Finding {
    // hadolint does not look into ONBUILD.
    let isOfTrigger = stage.isTriggered(earlier) || stage.isTriggered(later)
    var finding = Finding(
      Self.info, message(keyword), at: earlier.spelling.range, of: earlier, stage: stage, in: file,
      aliases: Self.aliasesOf[keyword]?.filter { !isOfTrigger || !Self.isOfHadolint($0) })
    finding.notes.append(Finding.Note("this one replaces it", place: file.syntax.place(of: later)))
    if isOfTrigger { return finding }
    let fix = Fix(.safe, all: [file.removing(earlier)])
    finding.foreignTelling = [replacement(later, of: earlier, keyword, in: stage, file).mended(by: fix)]
    return finding.mended(by: fix)
  }

  /// hadolint speaks at the later one.
  private func replacement(
    _ later: Instruction, of earlier: Instruction, _ keyword: Keyword, in stage: Stage, _ file: BuildModel
  ) -> Finding {
    var finding = Finding(
      Self.info, replacing(keyword), at: later.spelling.range, of: later, stage: stage, in: file,
      aliases: Self.aliasesOf[keyword]?.filter(Self.isOfHadolint))
    finding.isOwn = false
    finding.notes.append(Finding.Note("this one has no effect", place: file.syntax.place(of: earlier)))
    return finding
  }

  private static func isOfHadolint(_ alias: String) -> Bool { alias.hasPrefix("DL") }

  private func message(_ keyword: Keyword) -> String {
    "this \(keyword.rawValue) has no effect: a later one of the stage replaces it"
  }

  private func replacing(_ keyword: Keyword) -> String {
    "this \(keyword.rawValue) replaces an earlier one of the stage, which has no effect"
  }
}
