internal import Linting
internal import Workloads

/// Reads one YAML document as configuration nodes.
struct ReadYAML {
  private static let sizeLimit = 1 << 20

  private let source: SourceText

  /// The root of the only document in `bytes`; `path` is what messages call the file.
  /// Where a file may be empty, it says nothing then.
  static func root(of bytes: [UInt8], path: String, mayBeEmpty: Bool = false) throws(PolicyError) -> ConfigNode {
    guard bytes.count <= sizeLimit else {
      throw PolicyError(path, "larger than 1 MiB: no policy or project file needs that much")
    }
    return try ReadYAML(source: SourceText(path: path, bytes: bytes)).root(mayBeEmpty: mayBeEmpty)
  }

  private func root(mayBeEmpty: Bool) throws(PolicyError) -> ConfigNode {
    let outcome: ComposeYAML.Outcome
    do throws(YAMLFault) {
      outcome = try ComposeYAML.document(in: source, as: .configuration)
      if let fault = outcome.faults.first { throw fault }
    } catch {
      throw PolicyError(source.path, at: error.range.map(source.place), error.message)
    }
    guard let node = outcome.root else {
      if mayBeEmpty { return ConfigNode(content: .mapping([]), place: start, keyPath: "") }
      throw PolicyError(source.path, at: start, "the file is empty: expected a mapping of keys to values")
    }
    var root = convert(node, keyPath: "")
    if case .nothing = root.content { root.place = start }
    return root
  }

  private var start: Place { Place(line: 1, column: 1, endLine: 1, endColumn: 2) }

  private func convert(_ node: YAMLNode, keyPath: String) -> ConfigNode {
    let place = source.place(of: node.spot)
    let content: ConfigNode.Content
    switch node.content {
    case .scalar(let scalar):
      content = scalar.isNothing ? .nothing : .scalar(scalar.text)
    case .sequence(let items):
      content = .sequence(items.map { convert($0, keyPath: keyPath) })
    case .mapping(let entries):
      content = .mapping(
        entries.map { entry in
          let path = keyPath.isEmpty ? entry.key : "\(keyPath).\(entry.key)"
          return ConfigNode.Entry(
            key: entry.key, place: source.place(of: entry.keyRange), value: convert(entry.value, keyPath: path))
        })
    }
    return ConfigNode(content: content, place: place, keyPath: keyPath)
  }
}

extension YAMLScalar {
  /// Whether the key has no value: nothing, `~` or `null`. Its words for true and false are read where they are expected.
  fileprivate var isNothing: Bool { style == .plain && value == .null }
}
