import Foundation

/// Validates by the part of JSON Schema, draft 7, that this program writes. A keyword that it does not know is a fault, so
/// that nothing passes unseen.
struct JSONSchema {
  private let root: [String: Any]

  init(_ bytes: [UInt8]) throws {
    root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
  }

  /// What is wrong with a value, each fault with the way to it; empty for a valid one.
  func faults(of value: Any) -> [String] { faults(of: value, by: root, at: "$") }

  private func faults(of value: Any, by schema: [String: Any], at path: String) -> [String] {
    schema.sorted { $0.key < $1.key }.flatMap { keyword, argument -> [String] in
      switch keyword {
      case "$schema", "title", "description": []
      case "type": has(type: argument, value) ? [] : ["\(path) is not of type \(argument)"]
      case "const": same(value, argument) ? [] : ["\(path) is not \(argument)"]
      case "enum":
        (argument as? [Any] ?? []).contains { same(value, $0) } ? [] : ["\(path) is not one of \(argument)"]
      case "minimum": number(value, argument) { $0 >= $1 } ? [] : ["\(path) is less than \(argument)"]
      case "maximum": number(value, argument) { $0 <= $1 } ? [] : ["\(path) is more than \(argument)"]
      case "pattern": matches(value, argument) ? [] : ["\(path) does not match \(argument)"]
      case "anyOf":
        (argument as? [[String: Any]] ?? []).contains { faults(of: value, by: $0, at: path).isEmpty }
          ? [] : ["\(path) is none of its kinds"]
      case "items":
        (value as? [Any] ?? []).enumerated().flatMap {
          faults(of: $0.element, by: argument as? [String: Any] ?? [:], at: "\(path)[\($0.offset)]")
        }
      case "required":
        (argument as? [String] ?? []).filter { (value as? [String: Any])?[$0] == nil }.map { "\(path) has no \($0)" }
      case "properties":
        members(of: value).flatMap { key, member in
          (argument as? [String: [String: Any]])?[key].map { faults(of: member, by: $0, at: "\(path).\(key)") } ?? []
        }
      case "additionalProperties":
        members(of: value).filter { (schema["properties"] as? [String: Any])?[$0.key] == nil }.flatMap { key, member in
          (argument as? [String: Any]).map { faults(of: member, by: $0, at: "\(path).\(key)") }
            ?? ["\(path) has an unknown key \(key)"]
        }
      default: ["the validator does not know \(keyword)"]
      }
    }
  }

  private func members(of value: Any) -> [(key: String, value: Any)] {
    (value as? [String: Any] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func has(type: Any, _ value: Any) -> Bool {
    if let types = type as? [String] { return types.contains { has(type: $0, value) } }
    return switch type as? String {
    case "null": value is NSNull
    case "string": value is String
    case "boolean": isBoolean(value)
    case "integer": !isBoolean(value) && value is Int
    case "number": !isBoolean(value) && (value is Int || value is Double)
    case "array": value is [Any]
    case "object": value is [String: Any]
    default: false
    }
  }

  /// Foundation's numbers are booleans, too, when they were parsed as such.
  private func isBoolean(_ value: Any) -> Bool {
    if type(of: value) == Bool.self { return true }
    guard let number = value as? NSNumber, type(of: value) != Int.self, type(of: value) != Double.self else {
      return false
    }
    return unsafe String(cString: number.objCType) == "c"
  }

  private func same(_ left: Any, _ right: Any) -> Bool {
    if let left = left as? String, let right = right as? String { return left == right }
    if let left = left as? Int, let right = right as? Int { return left == right }
    return false
  }

  private func number(_ value: Any, _ limit: Any, _ holds: (Double, Double) -> Bool) -> Bool {
    guard let value = value as? Double ?? (value as? Int).map(Double.init) else { return true }
    guard let limit = limit as? Double ?? (limit as? Int).map(Double.init) else { return false }
    return holds(value, limit)
  }

  private func matches(_ value: Any, _ pattern: Any) -> Bool {
    guard let text = value as? String else { return true }
    return (pattern as? String).map { text.range(of: $0, options: .regularExpression) != nil } == true
  }
}
