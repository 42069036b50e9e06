package import Images
package import Linting

/// The image lacks a file that the policy demands.
package struct MissingRequiredFile: Rule {
  package static let info = RuleInfo(
    name: "missing-required-file",
    aliases: ["cst:fileExistence"],
    groups: ["files"],
    severity: .error,
    summary: "The final file system lacks a path that the policy demands.",
    rationale:
      "A policy names with `files:` what an image must have, such as its program. A build that copies from the wrong "
      + "directory often succeeds, and its containers fail. Links are followed inside the image. Without such an entry the "
      + "rule is silent.",
    help: "Correct the COPY that should bring the file, or the path in the policy.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY dist /srv
          0644 1001:1001 srv/server.js "serve()"
        """, policy: "files:\n  - { path: /app/server.js, required: true }\n")
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY dist /srv
          0644 1001:1001 srv/server.js "serve()"
          app -> srv
        """, policy: "files:\n  - { path: /app/server.js, required: true }\n")
    ],
    references: [
      "https://github.com/GoogleContainerTools/container-structure-test#file-existence-tests"
    ])

  private let demands: [FileDemand]

  package init(_ settings: RuleSettings) { demands = settings.files.filter(\.isRequired) }

  package func check(_ image: ImageModel) -> [Finding] {
    demands.filter { image.files(of: $0).isEmpty }.map { demand in
      var finding = Finding(Self.info, "the image has no \(demand.pattern), expected one: the policy demands it")
      finding.file = demand.pattern
      return finding
    }
  }
}
