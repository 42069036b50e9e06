/// Which objects are meant, by their labels. All of its conditions must hold.
package struct LabelSelector: Sendable {
  package enum Operator: String, Sendable {
    case isIn = "In"
    case isNotIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
  }

  package struct Requirement: Sendable {
    package var key: String
    package var condition: Operator
    package var values: [String]
  }

  package let node: YAMLNode
  package let labels: [String: String]
  package let requirements: [Requirement]

  init(_ node: YAMLNode) {
    self.node = node
    labels = node["matchLabels"]?.texts ?? [:]
    requirements = (node["matchExpressions"]?.items ?? []).compactMap { item in
      guard let key = item["key"]?.text, let condition = item["operator"]?.text.flatMap(Operator.init) else {
        return nil
      }
      return Requirement(key: key, condition: condition, values: (item["values"]?.items ?? []).compactMap(\.text))
    }
  }

  init(labels: [String: String], node: YAMLNode) {
    self.node = node
    self.labels = labels
    requirements = []
  }

  /// Whether it sets no condition at all.
  package var isEmpty: Bool {
    labels.isEmpty && node["matchLabels"]?.entries.isEmpty != false && node["matchExpressions"]?.items.isEmpty != false
  }

  /// The conditions that labels do not meet, in words: `app=web`, `tier In (a, b)`.
  package func unmet(by candidate: [String: String]) -> [String] {
    let equalities = labels.sorted { $0.key < $1.key }.filter { candidate[$0.key] != $0.value }
    return equalities.map { "\($0.key)=\($0.value)" } + requirements.filter { !$0.holds(for: candidate) }.map(\.words)
  }
}

extension LabelSelector.Requirement {
  fileprivate func holds(for labels: [String: String]) -> Bool {
    let value = labels[key]
    return switch condition {
    case .isIn: value.map(values.contains) ?? false
    case .isNotIn: !(value.map(values.contains) ?? false)
    case .exists: value != nil
    case .doesNotExist: value == nil
    }
  }

  fileprivate var words: String {
    values.isEmpty ? "\(key) \(condition.rawValue)" : "\(key) \(condition.rawValue) (\(values.joined(separator: ", ")))"
  }
}
