internal import Linting

/// Where a `$ref` of a schema leads: to a file, and to a part of it (RFC 6901).
struct SchemaReference: Hashable {
  /// Why nobody follows one.
  enum Refusal: Error {
    case isAddress
    case leadsOut
  }

  /// From the directory of the schema, without `.` and `..`.
  let file: String
  /// What is behind `#`.
  let pointer: String

  /// - Parameter origin: the file that the reference is written in.
  init(_ text: String, in origin: String) throws(Refusal) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.first ?? ""
    pointer = parts.count > 1 ? String(parts[1]) : ""
    if path.contains(":") || path.hasPrefix("//") { throw .isAddress }
    if path.hasPrefix("/") { throw .leadsOut }
    var way = path.isEmpty ? origin.split(separator: "/") : origin.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part != ".." { way.append(part) } else if way.popLast() == nil { throw .leadsOut }
    }
    file = way.joined(separator: "/")
  }
}

/// The files of a schema by their names: its own, and those that it refers to.
struct SchemaFiles: Sendable {
  private static let mostFiles = 64
  /// Bytes of all files that a schema refers to.
  private static let mostBytes = 4 << 20

  private(set) var roots: [String: YAMLNode]

  /// - Parameter read: reads a file by its path from the directory of the schema; nil where there is none.
  init(_ root: YAMLNode, named name: String, reading read: (String) -> SourceText?) {
    roots = [name: root]
    // Where a schema has an address of its own, what it refers to is beside that.
    guard root["$id"] == nil, root["id"]?.scalar == nil else { return }
    var waiting = [name]
    var bytes = 0
    while let file = waiting.popLast() {
      for found in Self.files(in: roots[file], called: file).sorted()
      where roots[found] == nil && roots.count < Self.mostFiles {
        guard let source = read(found), source.bytes.count <= Self.mostBytes - bytes,
          let outcome = try? ComposeYAML.document(in: source, as: .manifest(bytes: source.bytes.count))
        else { continue }
        bytes += source.bytes.count
        roots[found] = outcome.root
        waiting.append(found)
      }
    }
  }

  private static func files(in root: YAMLNode?, called name: String) -> Set<String> {
    var files: Set<String> = []
    root?.forEach { node in
      if let text = node["$ref"]?.text, let reference = try? SchemaReference(text, in: name) {
        files.insert(reference.file)
      }
    }
    return files
  }
}
