package import Dockerfile
package import Linting

/// A blank line between the lines of an instruction.
package struct EmptyContinuationLine: Rule {
  package static let info = RuleInfo(
    name: "empty-continuation-line",
    aliases: ["NoEmptyContinuation"],
    groups: ["style"], severity: .style,
    summary: "A blank line stands between the continued lines of an instruction.",
    rationale: """
      BuildKit passes over it today and has announced to refuse it. To a reader the instruction seems to end there.
      """,
    help: "Remove the blank line, or make it a comment line.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache \\

            curl
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache \\
            # for the health check
            curl
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/no-empty-continuation/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.syntax.instructions.compactMap { instruction in
      guard let line = instruction.emptyContinuationLine else { return nil }
      var finding = Finding(
        Self.info, message(instruction), at: Place(line: line, column: 1, endLine: line, endColumn: 1))
      finding.instruction = Finding.InstructionReference(
        keyword: instruction.name, line: instruction.lines.lowerBound, endLine: instruction.lines.upperBound)
      return finding
    }
  }

  private func message(_ instruction: Instruction) -> String { "a blank line stands inside \(instruction.name)" }
}
