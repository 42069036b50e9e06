package import Linting

/// A comment that suppresses findings, for projects that want none.
package enum InlineSuppression: DescribedRule {
  package static let info = RuleInfo(
    name: "inline-suppression",
    aliases: ["DL1001"],
    groups: ["suppression"], severity: .info,
    summary: "A comment in the file suppresses findings.",
    rationale: """
      Who writes the file then also decides what is not judged. Where a policy is to be kept by all, exceptions belong into
      the policy, where they are reviewed. Most projects want such comments, so the rule is in no policy: `suppressions:
      { inline: forbidden }` brings it, and takes all effect from the comments.
      """,
    help: "Mend the fault, or make the exception in the policy.",
    bad: [
      RuleInfo.Example(
        """
        ‹# imgpolicy ignore=latest-base-image reason: the newest is wanted›
        FROM node:latest
        """,
        policy: "suppressions: { inline: forbidden }")
    ],
    good: [
      RuleInfo.Example(
        """
        # The newest is wanted.
        FROM node:latest
        """,
        policy: "suppressions: { inline: forbidden }")
    ],
    references: ["https://github.com/hadolint/hadolint/wiki/DL1001"])
}
