package import Linting

/// A comment, or a name in it, that suppresses nothing.
package enum UnusedSuppression: DescribedRule {
  package static let info = RuleInfo(
    name: "unused-suppression",
    groups: ["suppression"], severity: .info, fix: .safe,
    summary: "A comment suppresses a rule that finds nothing there.",
    rationale: """
      The fault was mended, or moved away from the comment. What is left hides the next one without anybody having decided so.
      Rules that do not run, by the policy or the command line, do not make a comment unused. Ignore it where another tool
      needs the comment.
      """,
    help: "Remove the comment, or the name from it.",
    bad: [
      RuleInfo.Example(
        """
        ‹# imgpolicy ignore=latest-base-image reason: the newest is wanted›
        FROM node:20-alpine
        """,
        fixed: """
          FROM node:20-alpine
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        # imgpolicy ignore=latest-base-image reason: the newest is wanted
        FROM node:latest
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/"])
}
