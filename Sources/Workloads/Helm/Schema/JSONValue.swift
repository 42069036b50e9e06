/// A value as JSON has it: 1 and 1.0 are one number, and "1" is none.
indirect enum JSONValue: Hashable {
  case null
  case flag(Bool)
  case number(ExactDecimal)
  case text(String)
  case list([JSONValue])
  case map([String: JSONValue])

  init(_ scalar: YAMLScalar) {
    switch scalar.value {
    case .null: self = .null
    case .boolean(let flag): self = .flag(flag)
    case .integer, .number: self = ExactDecimal(scalar).map { .number($0) } ?? .text(scalar.text)
    case .string: self = .text(scalar.text)
    }
  }
}

extension CheckSchema {
  /// nil when no steps are left.
  mutating func json(_ value: MergedValue) -> JSONValue? {
    switch value.content {
    case .scalar(let scalar): return json(scalar)
    case .list(let items):
      guard goOn(1 + items.count) else { return nil }
      return .list(items.compactMap { json($0) })
    case .map(let map):
      guard goOn(1 + map.count) else { return nil }
      // For Helm, what is null is not there.
      let pairs = map.entries.filter { !$0.value.isNull }.compactMap { key, value in json(value).map { (key, $0) } }
      return .map(Dictionary(pairs) { $1 })
    }
  }

  /// nil when no steps are left.
  mutating func json(_ node: YAMLNode) -> JSONValue? {
    switch node.content {
    case .scalar(let scalar): return json(scalar)
    case .sequence(let items):
      guard goOn(1 + items.count) else { return nil }
      return .list(items.compactMap { json($0) })
    case .mapping(let entries):
      guard goOn(1 + entries.count) else { return nil }
      let pairs = node.entries.compactMap { entry in json(entry.value).map { (entry.key, $0) } }
      return .map(Dictionary(pairs) { $1 })
    }
  }

  private mutating func json(_ scalar: YAMLScalar) -> JSONValue? {
    goOn(ofText: scalar.text) ? JSONValue(scalar) : nil
  }
}
