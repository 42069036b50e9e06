internal import Linting

/// Holds values against a JSON schema.
struct CheckSchema {
  /// How many steps may be taken, one for each part of the schema or of the values that is looked at: combinations inside
  /// combinations multiply, and so do long lists of both.
  private static let mostSteps = 1_000_000
  private static let mostReferences = 64
  /// Each level is one of the program's stack: no schema that a person writes is nested so deeply.
  private static let maximumDepth = 200

  private let files: SchemaFiles
  /// The file that is being followed.
  private var file: String
  private(set) var outcome = ValuesSchema.Outcome()
  private var steps = 0
  private var references = 0
  private var depth = 0
  private var targets: [SchemaReference: YAMLNode?] = [:]
  /// The patterns of the schema; nil for what is none.
  private var patterns: [String: TextPattern?] = [:]
  /// The values of each `enum`, by the file and where it begins.
  private var choices: [String: [Int: Set<JSONValue>]] = [:]

  init(_ files: SchemaFiles, in file: String) {
    self.files = files
    self.file = file
  }

  /// Keywords that demand something and are not read.
  private static let unread: Set = [
    "contains", "dependencies", "dependentRequired", "dependentSchemas", "propertyNames", "unevaluatedItems",
    "unevaluatedProperties",
  ]

  mutating func check(_ value: MergedValue, at path: [String], by schema: YAMLNode) {
    guard goOn(1 + schema.writtenEntries.count) else { return }
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
    // Whoever repeats what fails makes the report long, too.
    guard goOn(16) else { return }
    let name = path.isEmpty ? "the whole" : "`\(path.joined(separator: "."))`"
    outcome.violations.append(
      ValuesSchema.Violation(value: value, isAboutKey: isAboutKey, message: "\(name) \(words)"))
  }

  /// Takes steps, as long as there are any left.
  mutating func goOn(_ count: Int) -> Bool {
    steps = min(steps + count, Self.mostSteps + 1)
    guard steps > Self.mostSteps else { return true }
    outcome.unchecked.insert("what is left after \(Self.mostSteps) steps")
    return false
  }

  /// Takes as many steps as a text is worth.
  mutating func goOn(ofText text: String, times factor: Int = 1) -> Bool {
    let (size, overflow) = text.utf8.count.multipliedReportingOverflow(by: factor)
    return goOn(overflow ? Self.mostSteps : 1 + min(size / 32, Self.mostSteps))
  }

  mutating func leaveUnchecked(_ words: String) { outcome.unchecked.insert(words) }

  // MARK: References

  private mutating func follow(_ text: String, _ value: MergedValue, _ path: [String]) {
    guard goOn(ofText: text) else { return }
    let reference: SchemaReference
    do throws(SchemaReference.Refusal) {
      reference = try SchemaReference(text, in: file)
    } catch {
      return leaveUnchecked("`$ref: \(text)` (\(Self.words(for: error)))")
    }
    guard let target = resolve(reference) else { return leaveUnchecked("`$ref: \(text)` (leads to nothing)") }
    guard references < Self.mostReferences else {
      return leaveUnchecked("`$ref: \(text)` (leads to itself)")
    }
    references += 1
    let origin = file
    file = reference.file
    check(value, at: path, by: target)
    file = origin
    references -= 1
  }

  private static func words(for refusal: SchemaReference.Refusal) -> String {
    switch refusal {
    case .isAddress: "would have to be fetched"
    case .leadsOut: "leads out of the chart"
    }
  }

  private mutating func resolve(_ reference: SchemaReference) -> YAMLNode? {
    if let known = targets[reference] { return known }
    var node = files.roots[reference.file]
    for part in reference.pointer.split(separator: "/") {
      guard goOn(1 + (node?.writtenEntries.count ?? 0)) else { return nil }
      let key = String(part.replacing("~1", with: "/").replacing("~0", with: "~"))
      let item = Int(key).flatMap { index in index >= 0 ? node?.items.dropFirst(index).first : nil }
      node = item ?? node?.entry(key)?.value
    }
    targets[reference] = .some(node)
    return node
  }

  // MARK: Types

  /// What is wrong with the type of a value; nil where nothing is.
  private mutating func mismatch(_ value: MergedValue, _ schema: YAMLNode) -> String? {
    let types = schema["type"].map { $0.items.isEmpty ? [$0] : $0.items }?.compactMap(\.text) ?? []
    guard !types.isEmpty, goOn(types.count), !types.contains(where: { Self.has(value, type: $0) }) else { return nil }
    let wanted = types.prefix(8).map { Self.words[$0] ?? $0 }.joined(separator: " or ")
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
    if let node = schema.entry("enum")?.value, let own = json(value), let choices = choices(node),
      !choices.contains(own)
    {
      let words = node.items.lazy.compactMap { $0.scalar?.text }.prefix(8).joined(separator: ", ")
      fail(value, path, "is none of \(words)")
    }
    if let constant = schema.entry("const")?.value, let own = json(value), let only = json(constant), own != only {
      fail(value, path, "is not \(constant.scalar.map { "`\($0.text)`" } ?? "the one value that is allowed")")
    }
  }

  /// The values of an `enum`, which stays the same for all that is held against it; nil when no steps are left.
  private mutating func choices(_ node: YAMLNode) -> Set<JSONValue>? {
    let place = node.range.lowerBound
    if let known = choices[file]?[place] { return known }
    guard case .list(let items)? = json(node), goOn(1) else { return nil }
    let values = Set(items)
    choices[file, default: [:]][place] = values
    return values
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

  // MARK: Patterns

  /// Whether a text matches a pattern; nil for what is no pattern, or when no steps are left.
  mutating func matches(_ text: String, _ written: String) -> Bool? {
    guard goOn(ofText: text, times: 1 + written.utf8.count) else { return nil }
    let known = patterns[written] ?? (try? TextPattern(written))
    patterns[written] = .some(known)
    if known == nil { outcome.unchecked.insert("`pattern: \(written)`") }
    return known?.matches(text)
  }
}
