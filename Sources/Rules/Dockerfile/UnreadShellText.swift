package import Dockerfile
package import Linting

/// Shell text that the other rules cannot see, because it is nested beyond the parser's limit.
package struct UnreadShellText: Rule {
  package static let info = RuleInfo(
    name: "unread-shell-text",
    groups: ["correctness"], severity: .warning,
    summary: "Shell text that is nested too deeply to be read: no other rule judges what is inside.",
    rationale: """
      The parser of shell scripts goes down some thirty substitutions, groups or branches, one inside the other, which is
      far deeper than any script that a person writes. What lies deeper could hide anything, so it does not pass in
      silence.
      """,
    help: "Move the inner commands into variables or into a script of their own.",
    bad: [RuleInfo.Example("FROM alpine:3.20\nRUN echo \(opened(32))‹d›ate\(closed(32))")],
    good: [RuleInfo.Example("FROM alpine:3.20\nRUN echo \(opened(31))date\(closed(31))")],
    references: ["https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"])

  private static func opened(_ count: Int) -> String { String(repeating: "$(", count: count) }

  private static func closed(_ count: Int) -> String { String(repeating: ")", count: count) }

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenRuns.compactMap { run in
        run.unread.map { range in
          var finding = Finding(
            Self.info, "the shell text is nested too deeply from here on: what is inside was not judged",
            at: run.instruction.spelling.range, of: run.instruction, stage: stage, in: file)
          finding.place = file.source.place(of: range)
          return finding
        }
      }
    }
  }
}
