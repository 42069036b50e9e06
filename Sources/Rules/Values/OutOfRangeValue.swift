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
      a unit, such as 64Mi, are for amounts; a bound without one wants a number, and a text in quotes is none. Replicas and ports
      are whole numbers. What is absent, and what is blank and required, is left to `required`; a part with `enabled: false` is
      left alone. It needs `values:` of the policy with `minimum` or `maximum`.
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
      // Of what is empty and required, another rule speaks.
      demand.present(in: values, orEmpty: !demand.isRequired).compactMap { value, match in
        guard let words = fault(of: value, named: match.name, by: demand) else { return nil }
        return values.finding(Self.info, demand.message ?? words, at: value)
      }
    }
  }

  /// Whether a value is of what is counted one by one: Kubernetes takes no half of a replica, nor of a port.
  private static func isCount(_ name: String) -> Bool {
    let key = name.split(separator: ".").last?.lowercased() ?? ""
    return ["count", "replicas", "port"].contains { key.hasSuffix($0) }
  }

  /// What is wrong with a value; nil where nothing is.
  private func fault(of value: MergedValue, named name: String, by demand: ValueDemand) -> String? {
    let bounds = [demand.minimum, demand.maximum].compactMap { $0 }
    guard let quantity = amount(value, isNumber: bounds.allSatisfy(\.isNumber)) else { return message(name, demand) }
    if let least = demand.minimum, quantity < least.quantity { return message(name, demand) }
    if let most = demand.maximum, quantity > most.quantity { return message(name, demand) }
    return Self.isCount(name) && !quantity.isWhole ? "\(name) must be a whole number" : nil
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
