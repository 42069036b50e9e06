/// A JSON value (RFC 8259). An object keeps every member, in order and with duplicates: readers disagree on which counts.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// `exact` is nil when the number has a fraction or does not fit.
  case number(Double, exact: Int?)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The type as an error message names it.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The last member of an object with a key; nil when there is none, and for what is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The text of a string; nil for anything else.
  package var text: String? { if case .string(let text) = self { text } else { nil } }
}

/// A member of a JSON object.
package struct JSONMember: Sendable {
  package var key: String
  package var value: JSONValue
}
