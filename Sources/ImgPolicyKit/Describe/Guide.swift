internal import Linting
internal import Rules

/// The generated pages of the guide, by their paths in the documentation catalogue.
package enum Guide {
  /// A page that is made from the rules' metadata.
  package struct Page: Sendable {
    /// Below `ImgPolicyKit.docc`.
    package var path: String
    package var text: String
  }

  /// One page a rule, the index of all, and the table of differences from other tools.
  package static func pages() -> [Page] {
    let infos = Catalog().infos
    let grades = BuiltInGrades(infos)
    let rules = infos.map { Page(path: "Rules/\($0.name).md", text: RulePage.markdown($0, grades)) }
    return rules + [index(infos, grades), deviations(infos)]
  }

  private static func index(_ infos: [RuleInfo], _ grades: BuiltInGrades) -> Page {
    let topics = infos.map { "- <doc:\($0.name)>" }.joined(separator: "\n")
    return Page(
      path: "Rules.md",
      text: """
        # Rules

        All rules, with their severity in each built-in policy.

        ## Overview

        \(RuleTables.rules(infos, grades))
        ## Topics

        ### One page a rule

        \(topics)

        """)
  }

  private static func deviations(_ infos: [RuleInfo]) -> Page {
    Page(
      path: "Deviations.md",
      text: """
        # Where imgpolicy differs from other tools

        Every check that imgpolicy knowingly judges otherwise than the tool it comes from, with the reason.

        ## Overview

        A rule serves the checks of several tools: each finding bears the codes of those checks whose own condition holds.
        Where a tool is plainly wrong, imgpolicy does not repeat it:

        \(RuleTables.deviations(infos))
        """)
  }
}
