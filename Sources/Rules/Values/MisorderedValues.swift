package import Linting
package import Workloads

/// A value is not less than the one that the policy holds it against.
package struct MisorderedValues: Rule {
  package static let info = RuleInfo(
    name: "misordered-values",
    groups: ["helm", "resources"], severity: .error,
    summary: "A Helm value is not less than another one, as the policy demands.",
    rationale: """
      A request above its limit is refused by the API. Amounts are compared exactly: 1Gi is 1024Mi, and 900M is less than 1Gi.
      `less-than` refuses equal amounts, too, which Kubernetes allows; `at-most` allows them. Where one of the two is not there,
      nothing is said. It needs `values:` of the policy with `less-than` or `at-most`.
      """,
    help: "Lower the one, or raise the other.",
    bad: [
      RuleInfo.Example(
        """
        resources:
          requests:
            cpu: ‹2›
            memory: ‹1Gi›
          limits:
            cpu: 1500m
            memory: 1024Mi
        """, policy: policy)
    ],
    good: [
      RuleInfo.Example(
        """
        resources:
          requests:
            cpu: 500m
            memory: 900M
          limits:
            cpu: "0.5"
            memory: 1Gi
        """, policy: policy)
    ],
    silences: [ValuesSchemaViolation.info.name],
    references: ["https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"])

  private static let policy = """
    values:
      - path: resources.requests.memory
        less-than: resources.limits.memory
        message: Request cannot exceed limit
      - path: resources.requests.cpu
        at-most: resources.limits.cpu
    """

  private let demands: [ValueDemand]

  package init(_ settings: RuleSettings) {
    demands = settings.values.filter { $0.lessThan != nil || $0.atMost != nil }
  }

  package func check(_ values: ChartValues) -> [Finding] {
    demands.flatMap { demand in
      demand.present(in: values).flatMap { value, match in
        [(demand.lessThan, true), (demand.atMost, false)].compactMap { (path, isStrict) -> Finding? in
          guard let merged = values.stack.merged,
            let other = path?.matches(in: merged, wildcards: match.wildcards).first,
            let bound = other.value, !bound.isBlank, !isOrdered(value, bound, isStrict: isStrict)
          else { return nil }
          let words = demand.message ?? message(match.name, other.name, isStrict)
          var finding = values.finding(Self.info, words, at: value)
          finding?.notes.append(values.note("held against \(other.name)", at: bound))
          return finding
        }
      }
    }
  }

  /// What is no amount cannot be shown to be less than anything.
  private func isOrdered(_ value: MergedValue, _ bound: MergedValue, isStrict: Bool) -> Bool {
    guard let left = value.quantity, let right = bound.quantity else { return false }
    return isStrict ? left < right : left <= right
  }
}

extension MergedValue {
  /// The amount that it is: an integer has lost its spelling, `0x10` or `1_000`, by the time that Kubernetes sees it.
  fileprivate var quantity: Quantity? {
    if case .integer(let number)? = scalar?.value { return try? Quantity("\(number)") }
    return text.flatMap { try? Quantity($0) }
  }
}

private func message(_ name: String, _ other: String, _ isStrict: Bool) -> String {
  isStrict ? "\(name) must be less than \(other)" : "\(name) must not exceed \(other)"
}
