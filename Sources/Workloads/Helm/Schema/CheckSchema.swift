internal import Linting

/// Holds values against a JSON schema.
struct CheckSchema {
  /// How many steps may be taken: combinations inside combinations multiply.
  private static let mostSteps = 300_000
  private static let mostReferences = 64
  /// Each level is one of the program's stack: no schema that a person writes is nested so deeply.
  private static let maximumDepth = 200

  let root: YAMLNode
  private(set) var outcome = ValuesSchema.Outcome()
  private var steps = 0
  private var references = 0
  private var depth = 0

  init(root: YAMLNode) { self.root = root }

  /// Keywords that demand something and are not read.
  private static let unread: Set = [
    "contains", "dependencies", "dependentRequired", "dependentSchemas", "propertyNames", "unevaluatedItems",
    "unevaluatedProperties",
  ]

  mutating func check(_ value: MergedValue, at path: [String], by schema: YAMLNode) {
    guard goOn() else { return }
    guard depth < Self.maximumDepth else { return leaveUnchecked("what is nested more than \(Self.maximumDepth) deep") }
    depth += 1
    defer { depth -= 1 }
    if schema.flag == false { return fail(value, path, "is not allowed here", isAboutKey: true) }
    guard case .mapping = schema.content else { return }
    if let reference = schema["$ref"]?.text { follow(reference, value, path) }
    for entry in schema.entries where Self.unread.contains(entry.key) { outcome.unchecked.insert("`\(entry.key)`") }
    if let expected = mismatch(value, schema) { return fail(value, path, expected) }
    checkChoices(value, path, schema)
    switch value.content {
    case .map(let map): checkMap(map, value, path, schema)
    case .list(let items): checkList(items, value, path, schema)
    case .scalar(let scalar): checkScalar(scalar, value, path, schema)
    }
    checkCombinations(value, path, schema)
  }

  mutating func fail(_ value: MergedValue, _ path: [String], _ words: String, isAboutKey: Bool = false) {
    let name = path.isEmpty ? "the whole" : "`\(path.joined(separator: "."))`"
    outcome.violations.append(
      ValuesSchema.Violation(value: value, isAboutKey: isAboutKey, message: "\(name) \(words)"))
  }

  /// Takes steps, as long as there are any left.
  mutating func goOn(_ count: Int = 1) -> Bool {
    steps = min(steps + count, Self.mostSteps + 1)
    guard steps > Self.mostSteps else { return true }
    outcome.unchecked.insert("what is left after \(Self.mostSteps) steps")
    return false
  }

  mutating func leaveUnchecked(_ words: String) { outcome.unchecked.insert(words) }

  // MARK: References

  private mutating func follow(_ reference: String, _ value: MergedValue, _ path: [String]) {
    guard let target = resolve(reference) else {
      outcome.unchecked.insert("`$ref: \(reference)`")
      return
    }
    guard references < Self.mostReferences else {
      outcome.unchecked.insert("`$ref: \(reference)`, which leads to itself")
      return
    }
    references += 1
    check(value, at: path, by: target)
    references -= 1
  }

  /// What a reference within the file leads to (RFC 6901).
  private func resolve(_ reference: String) -> YAMLNode? {
    guard reference.hasPrefix("#") else { return nil }
    var node: YAMLNode? = root
    for part in reference.dropFirst().split(separator: "/") {
      let key = String(part.replacing("~1", with: "/").replacing("~0", with: "~"))
      let item = Int(key).flatMap { index in index >= 0 ? node?.items.dropFirst(index).first : nil }
      node = item ?? node?.entry(key)?.value
    }
    return node
  }

  // MARK: Types

  /// What is wrong with the type of a value; nil where nothing is.
  private func mismatch(_ value: MergedValue, _ schema: YAMLNode) -> String? {
    let types = schema["type"].map { $0.items.isEmpty ? [$0] : $0.items }?.compactMap(\.text) ?? []
    guard !types.isEmpty, !types.contains(where: { Self.has(value, type: $0) }) else { return nil }
    let wanted = types.map { Self.words[$0] ?? $0 }.joined(separator: " or ")
    return "is \(Self.describe(value)), and the chart's schema wants \(wanted)"
  }

  private static let words = [
    "string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
    "object": "a mapping", "array": "a list", "null": "null",
  ]

  private static func has(_ value: MergedValue, type: String) -> Bool {
    switch (value.content, type) {
    case (.map, "object"), (.list, "array"): return true
    case (.scalar(let scalar), _):
      switch (scalar.value, type) {
      case (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
        (.string, "string"):
        return true
      case (.number(let number), "integer"): return number.rounded() == number
      default: return false
      }
    default: return false
    }
  }

  private static func describe(_ value: MergedValue) -> String {
    switch value.content {
    case .map: "a mapping"
    case .list: "a list"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: "null"
      case .boolean: "true or false"
      case .integer: "a whole number"
      case .number: "a number"
      case .string: "a text"
      }
    }
  }

  // MARK: Choices and combinations

  private mutating func checkChoices(_ value: MergedValue, _ path: [String], _ schema: YAMLNode) {
    if let choices = schema.entry("enum")?.value.items, !choices.contains(where: { Self.equal(value, $0) }) {
      fail(value, path, "is none of \(choices.compactMap { $0.scalar?.text }.prefix(8).joined(separator: ", "))")
    }
    if let constant = schema.entry("const")?.value, !Self.equal(value, constant) {
      fail(value, path, "is not \(constant.scalar.map { "`\($0.text)`" } ?? "the one value that is allowed")")
    }
  }

  static func equal(_ value: MergedValue, _ node: YAMLNode) -> Bool {
    switch (value.content, node.content) {
    case (.scalar(let left), .scalar(let right)): return equal(left.value, right.value) && sameText(left, right)
    case (.list(let left), .sequence(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { equal($0, $1) }
    case (.map(let map), .mapping):
      let entries = node.entries
      return map.entries.count == entries.count
        && entries.allSatisfy { entry in map[entry.key].map { equal($0, entry.value) } ?? false }
    default: return false
    }
  }

  private static func equal(_ left: YAMLScalar.Value, _ right: YAMLScalar.Value) -> Bool {
    switch (left, right) {
    case (.integer(let left), .number(let right)): Double(left) == right
    case (.number(let left), .integer(let right)): left == Double(right)
    default: left == right
    }
  }

  private static func sameText(_ left: YAMLScalar, _ right: YAMLScalar) -> Bool {
    left.value != .string || left.text == right.text
  }

  private mutating func checkCombinations(_ value: MergedValue, _ path: [String], _ schema: YAMLNode) {
    for part in schema["allOf"]?.items ?? [] { check(value, at: path, by: part) }
    if let parts = schema["anyOf"]?.items, !parts.contains(where: { holds(value, path, $0) }) {
      fail(value, path, "fits none of the forms that the chart's schema allows")
    }
    if let parts = schema["oneOf"]?.items {
      let count = parts.count { holds(value, path, $0) }
      if count == 0 { fail(value, path, "fits none of the forms that the chart's schema allows") }
      if count > 1 { fail(value, path, "fits \(count) of the forms of which the chart's schema allows one") }
    }
    if let part = schema["not"], holds(value, path, part) {
      fail(value, path, "has a form that the chart's schema forbids")
    }
    if let condition = schema["if"] {
      let next = holds(value, path, condition) ? schema["then"] : schema["else"]
      if let next { check(value, at: path, by: next) }
    }
  }

  /// Whether a value fits a part of the schema, which says nothing by itself.
  private mutating func holds(_ value: MergedValue, _ path: [String], _ schema: YAMLNode) -> Bool {
    let before = outcome.violations.count
    check(value, at: path, by: schema)
    defer { outcome.violations.removeLast(outcome.violations.count - before) }
    return outcome.violations.count == before
  }
}
