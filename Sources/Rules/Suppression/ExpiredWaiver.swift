package import Linting

/// A waiver of the policy that is past its last day.
package enum ExpiredWaiver: DescribedRule {
  package static let info = RuleInfo(
    name: "expired-waiver",
    groups: ["suppression"], severity: .warning,
    summary: "A waiver of the policy is past its last day.",
    rationale: """
      A waiver with a day on it is a promise to mend the fault by then. It waives no longer, so what it covered counts again, and
      the waiver itself is told once a run, on the first input that it would cover. The day of the run is the policy's `date`,
      else today in UTC; on its last day a waiver still waives.
      """,
    help: "Mend the fault and remove the waiver, or give it a later day with a reason that still holds.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:latest
        """,
        policy: """
          date: 2026-11-01
          waivers:
            - { rule: latest-base-image, reason: until the release, expires: 2026-10-31 }
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:latest
        """,
        policy: """
          date: 2026-11-01
          waivers:
            - { rule: latest-base-image, reason: until the release, expires: 2026-11-01 }
          """)
    ],
    references: ["https://cheatsheetseries.owasp.org/cheatsheets/Vulnerable_Dependency_Management_Cheat_Sheet.html"])
}
