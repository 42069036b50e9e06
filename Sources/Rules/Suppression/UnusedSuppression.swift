package import Linting

/// A comment, or a name in it, that suppresses nothing; a waiver or an entry of a baseline that does not.
package enum UnusedSuppression: DescribedRule {
  package static let info = RuleInfo(
    name: "unused-suppression",
    groups: ["suppression"], severity: .info, fix: .safe,
    summary: "A comment, a waiver or an entry of a baseline suppresses what is not found.",
    rationale: """
      The fault was mended, or moved away from the comment. What is left hides the next one without anybody having decided so.
      Rules that do not run, by the policy or the command line, do not make a comment or a waiver unused. A waiver is told once a
      run, on the first input that it is about, and only where the run has judged all that it may be for: the inputs that it
      names, or the whole project. Ignore it where another tool needs the comment.
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
