package import Linting
package import Workloads

/// A value does not have the form that the policy demands.
package struct MalformedValue: Rule {
  package static let info = RuleInfo(
    name: "malformed-value",
    groups: ["helm"], severity: .error,
    summary: "A Helm value does not match the pattern of the policy, or is none of the texts that it allows.",
    rationale: """
      A key of the wrong service, a scheme that the driver does not know, a level that the logger does not have: the release
      installs, and the pods fail. Absent and blank values are left to `required`. It needs `values:` of the policy with
      `pattern` or `one-of`. A pattern is a regular expression in the syntax of RE2.
      """,
    help: "Give the value the form that the policy demands.",
    bad: [
      RuleInfo.Example(
        """
        secrets:
          openaiApiKey: ‹pk-123›
        logLevel: ‹loud›
        """, policy: policy)
    ],
    good: [
      RuleInfo.Example(
        """
        secrets:
          openaiApiKey: sk-123
        logLevel: info
        """, policy: policy)
    ],
    silences: [ValuesSchemaViolation.info.name],
    references: ["https://github.com/google/re2/wiki/Syntax"])

  private static let policy = """
    values:
      - path: secrets.openaiApiKey
        pattern: "^sk-"
        message: Valid OpenAI API key required
      - path: logLevel
        one-of: [debug, info, warning]
    """

  private let demands: [ValueDemand]

  package init(_ settings: RuleSettings) {
    demands = settings.values.filter { $0.pattern != nil || !$0.choices.isEmpty }
  }

  package func check(_ values: ChartValues) -> [Finding] {
    demands.flatMap { demand in
      demand.present(in: values).compactMap { value, match in
        guard let fault = fault(of: value, by: demand) else { return nil }
        return values.finding(Self.info, demand.message ?? "\(match.name) \(fault)", at: value)
      }
    }
  }

  private func fault(of value: MergedValue, by demand: ValueDemand) -> String? {
    if let pattern = demand.pattern, value.text.map(pattern.matches) != true {
      return "does not match `\(pattern.text)`"
    }
    if !demand.choices.isEmpty, value.text.map(demand.choices.contains) != true {
      return "must be one of \(demand.choices.joined(separator: ", "))"
    }
    return nil
  }
}
