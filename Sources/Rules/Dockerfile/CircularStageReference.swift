package import Dockerfile
package import Linting

/// A stage that needs itself.
package struct CircularStageReference: Rule {
  package static let info = RuleInfo(
    name: "circular-stage-reference",
    aliases: ["DL3023", "DS-0006", "tally/circular-stage-deps"],
    groups: ["correctness"], severity: .error,
    summary: "A stage copies or mounts from itself, directly or through other stages.",
    rationale: """
      A stage must be built before something can be taken from it, so the build fails. Most often the name of another stage
      was meant.
      """,
    help: "Name the stage that has the files, or the image by its full name if one was meant.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        COPY --from=‹builder› /app /app
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        COPY --from=‹builder› /app/package.json /app/
        FROM node:20-alpine AS builder
        COPY --from=deps /app/node_modules /app/node_modules
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine
        COPY --from=builder /app /app
        """)
    ],
    silences: ["syntax-error"],
    deviations: [
      RuleInfo.Deviation(
        "DL3023",
        "hadolint compares the name with case and quotes, and reports another spelling as DL3022; BuildKit does not.")
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---from"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.faults(of: .circularStageReference).map { fault, instruction in
      Finding(Self.info, fault, in: file, aliases: aliases(instruction, file))
    }
  }

  /// hadolint and trivy look for the own name in COPY --from alone.
  private func aliases(_ instruction: Instruction?, _ file: BuildModel) -> [String] {
    guard let instruction, instruction.keyword == .copy, let own = file.stage(holding: instruction)?.name,
      instruction.flag("from")?.value?.lowercased() == own
    else { return ["tally/circular-stage-deps"] }
    return Self.info.aliases
  }
}
