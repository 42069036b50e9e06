package import Dockerfile
package import Linting

/// A blank line between the lines of an instruction.
package struct EmptyContinuationLine: Rule {
  package static let info = RuleInfo(
    name: "empty-continuation-line",
    aliases: ["NoEmptyContinuation"],
    groups: ["style"], severity: .style, fix: .safe,
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
        """,
        fixed: """
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
      return finding.mended(by: Fix(.safe, all: blankLines(of: instruction, in: file)))
    }
  }

  /// A here-document begins behind the last line; its blank lines are its own.
  private func blankLines(of instruction: Instruction, in file: BuildModel) -> [Fix.Edit?] {
    let source = file.source
    let end = instruction.heredocs.first?.content.lowerBound ?? instruction.range.upperBound
    let lines = instruction.lines.filter { line in
      let content = source.contentRange(ofLine: line)
      return content.upperBound < end && source.bytes[content].allSatisfy { $0.isBlank }
    }
    // Other scripts have blanks of their own, which are left alone.
    guard let first = instruction.emptyContinuationLine, lines.contains(first) else { return [] }
    return lines.map { file.removing(file.wholeLine($0)) }
  }

  private func message(_ instruction: Instruction) -> String { "a blank line stands inside \(instruction.name)" }
}
