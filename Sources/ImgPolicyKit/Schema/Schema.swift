/// What a JSON document may hold, as far as the schemas of this program say it.
indirect enum Schema: Sendable {
  /// Anything: what a key means that has no description yet.
  case any
  case null
  case string
  /// Any scalar: in YAML `1.20` and `true` are texts where a text is expected.
  case scalar
  case boolean
  case number
  case integer(ClosedRange<Int>?)
  case constant(Int)
  /// A text of a shape, as a regular expression of JSON Schema; or a whole number of a range, where there is one.
  case text(pattern: String, numbers: ClosedRange<Int>? = nil)
  case choice([String])
  case list(Schema)
  /// Any keys, each with a value of one kind.
  case map(Schema)
  /// The members, and no others unless `others` says what they hold.
  case object([Member], others: Schema? = nil)
  case either([Schema])

  struct Member: Sendable {
    var name: String
    var schema: Schema
    var meaning: String
    var isRequired: Bool

    init(_ name: String, _ schema: Schema, _ meaning: String = "", isRequired: Bool = false) {
      self.name = name
      self.schema = schema
      self.meaning = meaning
      self.isRequired = isRequired
    }
  }

  /// A day, `2026-11-01`.
  static let day = Schema.text(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")

  /// A number of bytes, as `ByteSize` reads it.
  static let size = Schema.text(
    pattern: "^([0-9]+|[0-9]+(\\.[0-9]{1,3})? *(B|[kKMGT]B|[KMGT]iB))$", numbers: 0...Int.max)

  /// A value, or null.
  static func optional(_ schema: Schema) -> Schema { .either([.null, schema]) }

  /// A value, or a list of them.
  static func oneOrMore(_ schema: Schema) -> Schema { .either([schema, .list(schema)]) }

  /// A mapping with exactly the keys that a decoder takes. The schema says what they hold; it cannot invent or forget one.
  static func object(keys: [String], _ members: [Member]) -> Schema {
    let known = Dictionary(members.map { ($0.name, $0) }) { first, _ in first }
    return .object(keys.map { known[$0] ?? Member($0, .any) })
  }

  /// The document as JSON Schema, draft 7, which editors know best.
  func document(title: String) -> [UInt8] {
    var json = JSONWriter()
    let head: [JSONMember] = [
      ("$schema", { $0.value("http://json-schema.org/draft-07/schema#") }), ("title", { $0.value(title) }),
    ]
    json.block(head + members)
    return json.finish()
  }

  private typealias JSONMember = (name: String, write: (inout JSONWriter) -> Void)

  private var members: [JSONMember] {
    switch self {
    case .any: []
    case .null: [Self.type("null")]
    case .string: [Self.type("string")]
    case .scalar: [("type", { $0.strings(["string", "number", "boolean"]) })]
    case .boolean: [Self.type("boolean")]
    case .number: [Self.type("number")]
    case .integer(let range):
      [Self.type("integer")] + Self.bounds(range)
    case .constant(let number): [("const", { $0.value(number) })]
    case .text(let pattern, let numbers): Self.shaped(pattern, numbers)
    case .choice(let words): [("enum", { $0.choice(words) })]
    case .list(let schema): [Self.type("array"), ("items", { $0.block(schema.members) })]
    case .map(let schema): [Self.type("object"), ("additionalProperties", { $0.block(schema.members) })]
    case .object(let members, let others): Self.object(members, others)
    case .either(let schemas): [("anyOf", { $0.lines(schemas) { $0.block($1.members) } })]
    }
  }

  private static func type(_ name: String) -> JSONMember { ("type", { $0.value(name) }) }

  private static func shaped(_ pattern: String, _ numbers: ClosedRange<Int>?) -> [JSONMember] {
    let members: [JSONMember] = [
      ("type", { $0.strings(numbers == nil ? ["string"] : ["string", "integer"]) }),
      ("pattern", { $0.value(pattern) }),
    ]
    return members + bounds(numbers)
  }

  private static func bounds(_ range: ClosedRange<Int>?) -> [JSONMember] {
    guard let range else { return [] }
    return [("minimum", { $0.value(range.lowerBound) }), ("maximum", { $0.value(range.upperBound) })]
  }

  private static func object(_ members: [Member], _ others: Schema?) -> [JSONMember] {
    let properties: [JSONMember] = members.map { member in
      let meaning: [JSONMember] =
        member.meaning.isEmpty ? [] : [("description", { $0.value(member.meaning) })]
      return (member.name, { $0.block(meaning + member.schema.members) })
    }
    let required = members.filter(\.isRequired).map(\.name)
    return [type("object"), ("properties", { $0.block(properties) })]
      + (required.isEmpty ? [] : [("required", { $0.strings(required) })])
      + [("additionalProperties", { json in others.map { json.block($0.members) } ?? json.value(false) })]
  }
}

extension JSONWriter {
  /// The words; for `on` and `off` what readers of YAML 1.1 make of them as well.
  fileprivate mutating func choice(_ words: [String]) {
    array { json in
      for word in words { json.value(word) }
      if words.contains("on") { json.value(true) }
      if words.contains("off") { json.value(false) }
    }
  }
}

/// What `imgpolicy schema` prints.
package enum SchemaKind: String, Sendable, CaseIterable {
  case policy
  case project
  case report

  /// - Parameter name: the argument of `schema`
  package init(named name: String) throws(RunError) {
    guard let kind = SchemaKind(rawValue: name) else {
      throw .unknown("kind", name, of: "schema", among: SchemaKind.allCases.map(\.rawValue))
    }
    self = kind
  }

  /// The JSON Schema of the document.
  package var document: [UInt8] {
    switch self {
    case .policy: Schema.policy.document(title: "A policy of imgpolicy")
    case .project: Schema.project.document(title: "A project file of imgpolicy (imgpolicy.yaml)")
    case .report: Schema.report.document(title: "A report of imgpolicy, version 1")
    }
  }
}
