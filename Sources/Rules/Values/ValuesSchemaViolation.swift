package import Linting
package import Workloads

/// The values break the chart's own schema.
package struct ValuesSchemaViolation: Rule {
  package static let info = RuleInfo(
    name: "values-schema-violation",
    groups: ["correctness", "helm"], severity: .error,
    summary: "The merged values break the chart's values.schema.json.",
    rationale: """
      Helm refuses to render, install or upgrade with such values, and names neither the file nor the line. Here the finding stands
      where the value comes from. Nothing is fetched: what a `$ref` to another file or host demands, and the rare keywords
      that are not read, are named as not checked.
      """,
    help: "Give the value what the schema wants, or mend the schema.",
    bad: [
      RuleInfo.Example(
        """
        replicaCount: ‹"two"›
        service:
          port: ‹70000›
        ‹colour›: green
        """, schema: schema)
    ],
    good: [
      RuleInfo.Example(
        """
        replicaCount: 2
        service:
          port: 8080
        """, schema: schema)
    ],
    references: ["https://helm.sh/docs/topics/charts/#schema-files"])

  private static let schema = """
    { "type": "object",
      "additionalProperties": false,
      "required": ["replicaCount"],
      "properties": {
        "replicaCount": { "type": "integer", "minimum": 1 },
        "service": { "properties": { "port": { "$ref": "#/definitions/port" } } } },
      "definitions": { "port": { "type": "integer", "maximum": 65535 } } }
    """

  package init() {}

  package func check(_ values: ChartValues) -> [Finding] {
    guard let schema = values.stack.schema else { return [] }
    if let fault = schema.fault {
      return values.isFirst ? [Finding(Self.info, message(unreadable: fault))] : []
    }
    guard let merged = values.stack.merged else { return [] }
    let outcome = schema.violations(in: merged)
    let findings = outcome.violations.compactMap { violation in
      values.finding(Self.info, violation.message, at: violation.value, isAboutKey: violation.isAboutKey)
    }
    guard values.isFirst, !outcome.unchecked.isEmpty else { return findings }
    var remark = Finding(Self.info, message(unchecked: outcome.unchecked.sorted()))
    remark.highestSeverity = .info
    return findings + [remark]
  }
}

private func message(unreadable fault: String) -> String {
  "the chart's values.schema.json cannot be read, so Helm refuses the chart: \(fault)"
}

private func message(unchecked parts: [String]) -> String {
  "of the chart's values.schema.json was not checked: \(parts.prefix(8).joined(separator: ", "))"
}
