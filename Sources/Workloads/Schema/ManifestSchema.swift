/// Which fields the API of Kubernetes knows in the objects that are judged, and of what type (core/v1, apps/v1, batch/v1,
/// networking.k8s.io/v1, policy/v1, rbac.authorization.k8s.io/v1 and autoscaling of version 1.34).
package struct ManifestSchema: Sendable {
  /// What a field holds.
  package indirect enum FieldType: Sendable, Hashable {
    case text
    /// A name of small letters, digits and hyphens.
    case label
    /// One of some words.
    case choice([String])
    case integer(in: ClosedRange<Int>)
    case flag
    /// A number, or the name of a port or a percentage.
    case integerOrText(in: ClosedRange<Int>)
    case quantity
    case object(String)
    case list(FieldType)
    /// Any keys, with values of one type.
    case map(FieldType)
    /// What nobody looks into.
    case anything
  }

  /// The fields of each type of object.
  private let objects: [String: [String: FieldType]]

  package static let kubernetes = ManifestSchema(SchemaText.objects + SchemaText.podObjects)

  init(_ text: String) {
    var objects: [String: [String: FieldType]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first else { continue }
      for word in words.dropFirst() {
        let parts = word.split(separator: ":", maxSplits: 1)
        guard let field = parts.first, parts.count == 2 else { continue }
        objects[String(name), default: [:]][String(field)] = Self.type(parts[1])
      }
    }
    self.objects = objects
  }

  /// The type of the object of a kind; nil for kinds that are not known.
  package func type(of object: KubernetesObject) -> FieldType? {
    object.isOfCurrentGroup && objects[object.kind] != nil ? .object(object.kind) : nil
  }

  /// The fields of a type of object by their names; nil where anything goes.
  package func fields(of type: String) -> [String: FieldType]? { objects[type] }

  private static func type(_ text: Substring) -> FieldType {
    switch text {
    case "s": return .text
    case "l": return .label
    case "b": return .flag
    case "q": return .quantity
    case "*": return .anything
    default: break
    }
    if text.hasPrefix("s("), text.hasSuffix(")") {
      return .choice(text.dropFirst(2).dropLast().split(separator: "|").map(String.init))
    }
    if text == "i" || text.hasPrefix("i(") { return .integer(in: bounds(text)) }
    if text == "n" || text.hasPrefix("n(") { return .integerOrText(in: bounds(text)) }
    if text.hasPrefix("["), text.hasSuffix("]") { return .list(type(text.dropFirst().dropLast())) }
    if text.hasPrefix("{"), text.hasSuffix("}") { return .map(type(text.dropFirst().dropLast())) }
    return .object(String(text))
  }

  /// `i(1..9)`, `i(1..)`; any number where there are none.
  private static func bounds(_ text: Substring) -> ClosedRange<Int> {
    let ends = text.dropFirst(2).dropLast().split(separator: ".").compactMap { Int($0) }
    guard let least = ends.first else { return Int.min...Int.max }
    return least...max(least, ends.dropFirst().first ?? Int.max)
  }
}

// MARK: Walking

extension ManifestSchema {
  /// A value of an object, and what the API expects there.
  package struct Visit {
    package var node: YAMLNode
    package var type: FieldType
    /// The key that it stands under; nil for an item of a list.
    package var entry: YAMLNode.Entry?
    /// That key, or that of the list; nil for the object as a whole.
    package var key: String?
    /// The type of the object that holds it, and the fields that this has.
    package var owner: String
    /// Whether the API knows the field.
    package var isKnown: Bool
    /// Whether it is within the spec of pods, which not all that make pods look at.
    package var isOfPods: Bool
    /// The other keys of the mapping that an unknown field stands in.
    package var siblings: [YAMLNode.Entry] = []
  }

  /// All fields of an object with their types; below an unknown one nothing is known.
  package func visit(_ object: KubernetesObject, _ body: (Visit) -> Void) {
    guard let type = type(of: object) else { return }
    walk(Visit(node: object.node, type: type, owner: object.kind, isKnown: true, isOfPods: false), body)
  }

  private func walk(_ visit: Visit, _ body: (Visit) -> Void) {
    body(visit)
    var part = visit
    switch visit.type {
    case .object(let name):
      guard let fields = objects[name] else { return }
      // Made once: an entry is looked for among its siblings.
      let entries = visit.node.entries
      part.owner = name
      part.isOfPods = visit.isOfPods || name == "PodSpec"
      for entry in entries {
        (part.node, part.entry, part.key) = (entry.value, entry, entry.key)
        if let field = fields[entry.key] {
          part.type = field
          walk(part, body)
        } else {
          var unknown = part
          (unknown.type, unknown.isKnown, unknown.siblings) = (.anything, false, entries)
          body(unknown)
        }
      }
    case .list(let item):
      (part.type, part.entry) = (item, nil)
      for value in visit.node.items {
        part.node = value
        walk(part, body)
      }
    case .map(let value):
      part.type = value
      for entry in visit.node.entries {
        (part.node, part.entry, part.key) = (entry.value, entry, entry.key)
        walk(part, body)
      }
    case .text, .label, .choice, .integer, .flag, .integerOrText, .quantity, .anything: break
    }
  }
}
