package import Linting
package import Workloads

/// A value is under the minimum or over the maximum of the policy.
package struct OutOfRangeValue: Rule {
  package static let info = RuleInfo(
    name: "out-of-range-value",
    groups: ["helm"], severity: .error,
    summary: "A Helm value is under the minimum or over the maximum of the policy, or no number.",
    rationale: """
      No replica, a port that does not exist, more memory than a node has: the API may accept it, and nothing serves. Bounds with
      a unit, such as 64Mi, are for amounts; a bound without one wants a number, and a text in quotes is none. Absent and blank
      values are left to `required`. It needs `values:` of the policy with `minimum` or `maximum`.
      """,
    help: "Give a number within the bounds of the policy.",
    bad: [
      RuleInfo.Example(
        """
        frontend:
          replicaCount: ‹0›
        backend:
          replicaCount: ‹"2"›
        """, policy: policy)
    ],
    good: [
      RuleInfo.Example(
        """
        frontend:
          replicaCount: 2
        backend:
          replicaCount: 1
        """, policy: policy)
    ],
    silences: [ValuesSchemaViolation.info.name],
    references: ["https://helm.sh/docs/chart_best_practices/values/"])

  private static let policy = """
    values:
      - path: frontend.replicaCount
        minimum: 1
        message: At least 1 frontend replica required
      - path: backend.replicaCount
        minimum: 1
        maximum: 10
    """

  private let demands: [ValueDemand]

  package init(_ settings: RuleSettings) {
    demands = settings.values.filter { $0.minimum != nil || $0.maximum != nil }
  }

  package func check(_ values: ChartValues) -> [Finding] {
    demands.flatMap { demand in
      demand.present(in: values).compactMap { value, match in
        guard !isWithin(value, demand) else { return nil }
        return values.finding(Self.info, demand.message ?? message(match.name, demand), at: value)
      }
    }
  }

  private func isWithin(_ value: MergedValue, _ demand: ValueDemand) -> Bool {
    let bounds = [demand.minimum, demand.maximum].compactMap { $0 }
    guard let quantity = amount(value, isNumber: bounds.allSatisfy(\.isNumber)) else { return false }
    return demand.minimum.map { quantity >= $0.quantity } ?? true
      && demand.maximum.map { quantity <= $0.quantity } ?? true
  }

  private func amount(_ value: MergedValue, isNumber: Bool) -> Quantity? {
    switch value.scalar?.value {
    // An integer may be written in octal, too.
    case .integer(let number): try? Quantity("\(number)")
    case .number: value.text.flatMap { try? Quantity($0) }
    case .string where !isNumber: value.text.flatMap { try? Quantity($0) }
    case .string, .boolean, .null, nil: nil
    }
  }
}

private func message(_ name: String, _ demand: ValueDemand) -> String {
  switch (demand.minimum?.text, demand.maximum?.text) {
  case (let least?, let most?): "\(name) must be from \(least) to \(most)"
  case (let least?, nil): "\(name) must be at least \(least)"
  case (nil, let most): "\(name) must be at most \(most ?? "")"
  }
}
