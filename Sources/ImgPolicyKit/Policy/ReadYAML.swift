internal import Linting
internal import Yams

/// Reads one YAML document as configuration nodes.
///
/// YAML lets a small file stand for a huge one, so there are limits: on bytes, on the depth, on the use of aliases and on
/// the nodes after aliases are written out.
struct ReadYAML {
  private static let sizeLimit = 1 << 20
  private static let depthLimit = 64
  private static let nodeLimit = 100_000

  private let source: SourceText
  private var nodes = 0
  private var columns = LineColumns()

  /// The root of the only document in `bytes`; `path` is what messages call the file.
  static func root(of bytes: [UInt8], path: String) throws(PolicyError) -> ConfigNode {
    var reader = ReadYAML(source: SourceText(path: path, bytes: bytes))
    return try reader.root()
  }

  private init(source: SourceText) { self.source = source }

  private mutating func root() throws(PolicyError) -> ConfigNode {
    guard source.bytes.count <= Self.sizeLimit else {
      throw PolicyError(source.path, "larger than 1 MiB: no policy or project file needs that much")
    }
    guard let text = String(validating: source.bytes, as: UTF8.self) else {
      throw PolicyError(source.path, "not valid UTF-8: expected a YAML file")
    }
    if let excess = YAMLAliases.excess(in: source) {
      throw PolicyError(source.path, at: excess, "more than \(YAMLAliases.limit) aliases: repeat the values instead")
    }
    guard let node = try compose(text) else {
      throw PolicyError(source.path, at: point(1, 1), "the file is empty: expected a mapping of keys to values")
    }
    var root = try convert(node, keyPath: "", depth: 0)
    if case .nothing = root.content { root.place = point(1, 1) }
    return root
  }

  private func compose(_ text: String) throws(PolicyError) -> Node? {
    do {
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw YAMLFault(source: source).words(for: error)
    } catch {
      throw PolicyError(source.path, "cannot be read as YAML")
    }
  }

  private mutating func convert(_ node: Node, keyPath: String, depth: Int) throws(PolicyError) -> ConfigNode {
    let place = place(of: node)
    nodes += 1
    guard nodes <= Self.nodeLimit else {
      throw PolicyError(source.path, at: place, "more than \(Self.nodeLimit) values once aliases are written out")
    }
    guard depth <= Self.depthLimit else {
      throw PolicyError(source.path, at: place, "nested more than \(Self.depthLimit) levels deep")
    }
    try refuseForeignTag(of: node, at: place)
    let content: ConfigNode.Content
    switch node {
    case .scalar(let scalar): content = Self.content(of: scalar)
    case .sequence(let sequence):
      var items: [ConfigNode] = []
      for item in sequence { items.append(try convert(item, keyPath: keyPath, depth: depth + 1)) }
      content = .sequence(items)
    case .mapping(let mapping):
      var entries: [ConfigNode.Entry] = []
      for (key, value) in mapping { entries.append(try entry(key, value, in: keyPath, depth: depth)) }
      content = .mapping(entries)
    case .alias: throw PolicyError(source.path, at: place, "an alias without its value")
    }
    return ConfigNode(content: content, place: place, keyPath: keyPath)
  }

  private mutating func entry(
    _ key: Node, _ value: Node, in keyPath: String, depth: Int
  ) throws(PolicyError) -> ConfigNode.Entry {
    let place = place(of: key)
    guard case .scalar(let scalar) = key else {
      throw PolicyError(source.path, at: place, "a key must be a plain word, not a list or a mapping")
    }
    let name = scalar.string
    var node = try convert(value, keyPath: keyPath.isEmpty ? name : "\(keyPath).\(name)", depth: depth + 1)
    // What is not there has no place of its own: its key is where a person must look.
    if case .nothing = node.content { node.place = place }
    return ConfigNode.Entry(key: name, place: place, value: node)
  }

  private static func content(of scalar: Node.Scalar) -> ConfigNode.Content {
    if scalar.style == .plain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
    return .scalar(scalar.string)
  }

  private static let ownTags = ["str", "int", "float", "bool", "null", "seq", "map"].map { "tag:yaml.org,2002:\($0)" }

  private func refuseForeignTag(of node: Node, at place: Place) throws(PolicyError) {
    let tag = node.tag.description
    guard !Self.ownTags.contains(tag) else { return }
    throw PolicyError(source.path, at: place, "the tag `\(tag)` has no meaning here: leave it out")
  }

  private func point(_ line: Int, _ column: Int) -> Place {
    Place(line: line, column: column, endLine: line, endColumn: column + 1)
  }

  private mutating func place(of node: Node) -> Place {
    guard let mark = node.mark else { return point(1, 1) }
    let column = columns.byteColumn(of: mark.column, inLine: mark.line, of: source)
    var place = point(mark.line, column)
    if case .scalar(let scalar) = node { place.endColumn += max(0, scalar.string.utf8.count - 1) }
    return place
  }
}

/// Turns the columns of the YAML parser, which count Unicode scalars, into columns that count bytes.
///
/// One line is kept, because the nodes of a file come line by line and a line may be long.
struct LineColumns {
  private var line = 0
  /// The byte column of each scalar of the line.
  private var bytes: [Int] = []

  mutating func byteColumn(of column: Int, inLine line: Int, of source: SourceText) -> Int {
    if self.line != line {
      self.line = line
      bytes = []
      var next = 1
      for scalar in source.text(ofLine: line).unicodeScalars {
        bytes.append(next)
        next += UTF8.width(scalar)
      }
      bytes.append(next)
    }
    return bytes.indices.contains(column - 1) ? bytes[column - 1] : bytes.last ?? 1
  }
}
