package import Linting
package import Workloads

/// A secret that is written out in a file of Helm values.
package struct LiteralSecretInValues: Rule {
  package static let info = RuleInfo(
    name: "literal-secret-in-values",
    groups: ["helm", "secrets", "security"], severity: .error,
    summary: "A file of Helm values that is kept in source holds a secret.",
    rationale: """
      Whoever reads the repository, a copy of it or its history has the secret, and it is as good as published. Files that git
      ignores are left alone, and so is what is set on the command line: that is how a secret gets to an installation. Empty
      values, placeholders, references to a Secret and what SOPS has encrypted are excused.
      """,
    help:
      "Leave the value empty and give it at install time, from a file that git ignores or with --set; replace the secret: it is no longer one.",
    bad: [
      RuleInfo.Example(
        """
        database:
          host: db
          password: ‹correct-horse-battery›
        secrets:
          databaseUrl: ‹postgresql://shop:hunter2@db/shop›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        database:
          existingSecret: shop-database
          existingSecretPasswordKey: db-password
          password: ""
        secrets:
          databaseUrl: postgresql://shop:REPLACE_ME@db/shop
          apiKey: <your key>
        tolerations:
          - key: dedicated
        """)
    ],
    references: ["https://helm.sh/docs/chart_best_practices/values/"])

  package init() {}

  package func check(_ values: ChartValues) -> [Finding] {
    guard values.file.isCommitted else { return [] }
    var findings: [Finding] = []
    values.file.forEachScalar { value, path in
      // What SOPS knows of the file: it may have left other values as they are.
      guard path.first != "sops", let text = value.text, let kind = ValuesSecret.description(of: text, at: path) else {
        return
      }
      var finding = values.finding(Self.info, message(path, kind), at: value.range)
      finding.concealed = [value.range]
      findings.append(finding)
    }
    return findings
  }
}

private func message(_ path: [String], _ kind: String) -> String {
  "`\(path.joined(separator: "."))` holds \(kind), in a file that is kept in source"
}
