/// A JSON document that is being decoded: its name for messages, and the ambiguities met on the way.
final class JSONDocument {
  let name: String
  /// Keys that occur twice, or in spellings that differ only in case: Go's decoder, which Docker uses, takes both for one key
  /// and the last of them for the value; other readers do not.
  private(set) var ambiguousKeys: [String]
  let root: JSONField

  init(_ bytes: [UInt8], name: String, limits: Limits) throws(ArchiveError) {
    guard bytes.count <= limits.jsonBytes else {
      throw ArchiveError.exceeding(
        .documentBytes, "\(name) has \(bytes.count) bytes: at most \(limits.jsonBytes) are read")
    }
    let (value, duplicates) = try JSONReader.read(bytes, name: name, depthLimit: limits.jsonDepth)
    self.name = name
    self.ambiguousKeys = duplicates
    self.root = JSONField(value: value, path: JSONPath(), document: name)
  }

  func note(ambiguousKey path: String) {
    if !ambiguousKeys.contains(path) { ambiguousKeys.append(path) }
  }
}

/// A value of a document with its place, for decoding with errors that name it.
struct JSONField {
  let value: JSONValue
  let path: JSONPath
  let document: String

  var isNull: Bool { if case .null = value { true } else { false } }

  /// The error for a value of another type: `manifest.json: [0].Layers is null, expected an array of strings`.
  func unexpected(_ expected: String) -> ArchiveError {
    let place = path.description
    return ArchiveError(
      .malformedJSON, "\(document)\(place.isEmpty ? "" : ": \(place)") is \(value.typeName), expected \(expected)")
  }

  /// The member `key` of an object; nil when it is absent or null. Keys are compared as Go does, without regard to case, and
  /// the last one counts.
  func member(_ key: String, of kind: String = "an object", in document: JSONDocument) throws(ArchiveError)
    -> JSONField?
  {
    guard case .object(let members) = value else { throw unexpected(kind) }
    let folded = foldCase(key)
    // A folded key is never longer than its spelling, so most keys are told apart by their length.
    let matching = members.filter { $0.key.utf8.count >= folded.count && foldCase($0.key) == folded }
    guard let last = matching.last else { return nil }
    let place = path.appending(key: key)
    if matching.contains(where: { $0.key != key }) { document.note(ambiguousKey: place.description) }
    let field = JSONField(value: last.value, path: place, document: self.document)
    return field.isNull ? nil : field
  }

  /// Whether it is an object with a member that is null.
  func hasNull(_ key: String) -> Bool {
    guard case .object(let members) = value, let member = members.last(where: { $0.key == key }) else { return false }
    if case .null = member.value { return true }
    return false
  }

  func string(_ expected: String = "a string") throws(ArchiveError) -> String {
    guard case .string(let text) = value else { throw unexpected(expected) }
    return text
  }

  func integer(_ expected: String = "a whole number") throws(ArchiveError) -> Int {
    guard case .number(_, exact: let number?) = value else { throw unexpected(expected) }
    return number
  }

  func boolean() throws(ArchiveError) -> Bool {
    guard case .bool(let flag) = value else { throw unexpected("true or false") }
    return flag
  }

  func elements(_ expected: String) throws(ArchiveError) -> [JSONField] {
    guard case .array(let values) = value else { throw unexpected(expected) }
    return values.indices.map { JSONField(value: values[$0], path: path.appending(index: $0), document: document) }
  }

  func strings() throws(ArchiveError) -> [String] {
    var strings: [String] = []
    for element in try elements("an array of strings") { strings.append(try element.string()) }
    return strings
  }

  /// Members whose keys are data, such as labels: compared exactly, the last of equal ones counts.
  func members(_ expected: String) throws(ArchiveError) -> [(key: String, field: JSONField)] {
    guard case .object(let members) = value else { throw unexpected(expected) }
    return members.map {
      ($0.key, JSONField(value: $0.value, path: path.appending(key: $0.key), document: document))
    }
  }

  func stringMap() throws(ArchiveError) -> [String: String] {
    var map: [String: String] = [:]
    for (key, field) in try members("an object of strings") { map[key] = field.isNull ? "" : try field.string() }
    return map
  }
}

/// Lower case for ASCII, and the two other letters that Go folds to ASCII: the long s and the Kelvin sign.
private func foldCase(_ key: String) -> [UInt8] {
  var folded: [UInt8] = []
  for scalar in key.unicodeScalars {
    switch scalar {
    case "A"..."Z": folded.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
    case "\u{17f}": folded.append(UInt8(ascii: "s"))
    case "\u{212a}": folded.append(UInt8(ascii: "k"))
    default: folded.append(contentsOf: String(scalar).utf8)
    }
  }
  return folded
}
