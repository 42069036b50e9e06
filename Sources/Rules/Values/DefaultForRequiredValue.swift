package import Linting
package import Workloads

/// The chart's own values have a default for what the policy requires at install time.
package struct DefaultForRequiredValue: Rule {
  package static let info = RuleInfo(
    name: "default-for-required-value",
    groups: ["helm", "secrets"], severity: .warning,
    summary: "A value that the policy requires has a default in the chart's own values.yaml.",
    rationale: """
      Who forgets the value at install time gets the default, and nothing says so: the demand is met without anybody having met
      it. Where the default is a secret, `literal-secret-in-values` says it. Ignore it for a value that is required but not
      meant to differ from one installation to the next. It needs `values:` of the policy with `required`.
      """,
    help: "Leave it empty in the chart, so that it has to be given.",
    bad: [
      RuleInfo.Example(
        """
        publicHost: ‹shop.acme.test›
        """, policy: policy)
    ],
    good: [
      RuleInfo.Example(
        """
        publicHost: ""
        """, policy: policy),
      RuleInfo.Example(
        """
        publicHost: shop.acme.test
        """, policy: policy, chart: "publicHost: \"\"\n"),
    ],
    references: ["https://helm.sh/docs/howto/charts_tips_and_tricks/#using-the-required-function"])

  private static let policy = """
    values:
      - path: publicHost
        required: true
    """

  private let demands: [ValueDemand]

  package init(_ settings: RuleSettings) { demands = settings.values.filter(\.isRequired) }

  package func check(_ values: ChartValues) -> [Finding] {
    guard values.isChartsOwn, values.file.isReadable, let root = values.file.root else { return [] }
    let own = MergedValue(root, inFile: values.index)
    return demands.flatMap { demand in
      demand.path.matches(in: own).compactMap { match in
        guard let value = match.value, !value.isBlank, let text = value.text, LiteralSecret.isReal(text),
          ValuesSecret.description(of: text, at: match.name.split(separator: ".").map(String.init)) == nil
        else { return nil }
        return values.finding(Self.info, message(match.name), at: value)
      }
    }
  }
}

private func message(_ name: String) -> String {
  "`\(name)` is required at install time, and the chart has a default for it"
}
