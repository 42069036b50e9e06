package import Linting
package import Workloads

/// A value that the policy requires is not there.
package struct MissingRequiredValue: Rule {
  package static let info = RuleInfo(
    name: "missing-required-value",
    groups: ["helm"], severity: .error,
    summary: "A Helm value that the policy requires is absent, null or blank.",
    rationale: """
      What is judged is what the templates would get: the chart's values.yaml, the files over it in their order, and --set. A
      null deletes, and a part with `enabled: false` is left alone. The finding stands on the value, and where there is none, on
      the innermost mapping that would hold it. It needs `values:` of the policy.
      """,
    help: "Give it a value; a secret in a file that is not committed, or with --set.",
    bad: [
      RuleInfo.Example(
        """
        secrets:
          databaseUrl: ‹""›
        """, policy: policy),
      RuleInfo.Example(
        """
        ‹secrets›:
          openaiApiKey: ""
        """, policy: policy),
    ],
    good: [
      RuleInfo.Example(
        """
        secrets:
          databaseUrl: postgresql://db/todo
        """, policy: policy)
    ],
    silences: [ValuesSchemaViolation.info.name],
    references: ["https://helm.sh/docs/chart_template_guide/values_files/"])

  private static let policy = """
    values:
      - path: secrets.databaseUrl
        required: true
        message: Database URL is required
    """

  private let demands: [ValueDemand]

  package init(_ settings: RuleSettings) { demands = settings.values.filter(\.isRequired) }

  package func check(_ values: ChartValues) -> [Finding] {
    demands.flatMap { demand in
      demand.matches(in: values).compactMap { match in
        guard match.value?.isBlank ?? true else { return nil }
        return values.finding(
          Self.info, demand.message ?? "\(match.name) is required", at: match.value ?? match.parent,
          isAboutKey: match.value == nil)
      }
    }
  }
}
