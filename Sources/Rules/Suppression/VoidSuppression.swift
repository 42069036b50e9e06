package import Linting

/// A comment that is meant to suppress findings and does not.
package enum VoidSuppression: DescribedRule {
  package static let info = RuleInfo(
    name: "void-suppression",
    groups: ["suppression"], severity: .warning, fix: .unsafe,
    summary: "A comment is meant to suppress findings, but has no effect.",
    rationale: """
      It is misspelt, names a rule that does not exist, lacks the reason that the policy demands, or stands where it covers
      nothing. Tools pass over such comments in silence, and the finding that they were written for stays a riddle. Names that
      only another tool knows are left alone in that tool's comments.
      """,
    help: "Write `# imgpolicy ignore=RULE reason: why` on a line of its own above the instruction.",
    bad: [
      RuleInfo.Example(
        """
        # imgpolicy ignore=‹latest-image› reason: the newest is wanted
        FROM node:latest
        """),
      RuleInfo.Example(
        """
        ‹# hadolint ignore=DL3007 the newest is wanted›
        FROM node:latest
        """),
      RuleInfo.Example(
        """
        # imgpolicy ignore=‹latest-base-images› reason: the newest is wanted
        FROM node:latest
        """,
        fixed: """
          # imgpolicy ignore=latest-base-image reason: the newest is wanted
          FROM node:latest
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        # imgpolicy ignore=latest-base-image reason: the newest is wanted
        FROM node:latest
        """),
      RuleInfo.Example(
        """
        # hadolint ignore=DL3007 # the newest is wanted
        FROM node:latest
        """),
    ],
    references: ["https://github.com/hadolint/hadolint#ignoring-rules"])
}
