package import Linting
internal import Yams

/// Reads one YAML document as nodes with places.
///
/// The parser is libyaml, from which the library of Kubernetes and Helm descends: what it refuses, they refuse. It stops at a
/// key that stands twice, where they take the later one; so the earlier one is masked, and the text is parsed again.
package struct ComposeYAML {
  /// What came of a document.
  package struct Outcome: Sendable {
    /// nil for an empty document.
    package var root: YAMLNode?
    /// Keys that stand twice.
    package var faults: [YAMLFault] = []
  }

  private let source: SourceText
  private let area: Range<Int>
  private let profile: YAMLProfile
  private var lines: YAMLLines
  private var masks: KeyMasks
  private var nodes = 0
  /// The bytes of values that aliases repeat.
  private var repeatedBytes = 0
  /// What the anchored values came to, by where the parser says that they begin.
  private var anchored: [Spot: Converted] = [:]
  /// The names of anchors live as long as it does.
  private var parser: Parser?
  private var faults: [YAMLFault] = []

  /// A place as the parser tells it.
  private struct Spot: Hashable {
    var line: Int
    var column: Int
  }

  /// A value, and what it comes to once aliases are written out.
  private struct Converted {
    var node: YAMLNode
    var nodes: Int
    var bytes: Int
    /// How many levels are below it.
    var height: Int
  }

  /// The document in `area` of a text, or all of it.
  package static func document(
    in source: SourceText, area: Range<Int>? = nil, as profile: YAMLProfile
  ) throws(YAMLFault) -> Outcome {
    var area = (area ?? source.bytes.indices).clamped(to: source.bytes.indices)
    // A mark of the byte order is no part of the text.
    if source.bytes[area].starts(with: [0xEF, 0xBB, 0xBF]), area.lowerBound == 0 { area = 3..<area.upperBound }
    var composer = ComposeYAML(source: source, area: area, as: profile)
    return try composer.compose()
  }

  private init(source: SourceText, area: Range<Int>, as profile: YAMLProfile) {
    self.source = source
    self.area = area
    self.profile = profile
    lines = YAMLLines(source.bytes, in: area)
    masks = KeyMasks(area: area)
  }

  private mutating func compose() throws(YAMLFault) -> Outcome {
    try checkAliases()
    guard let node = try parse() else { return Outcome(root: nil) }
    let root = try convert(node, depth: 0).node
    return Outcome(root: root, faults: faults)
  }

  private func checkAliases() throws(YAMLFault) {
    let census = YAMLAliases.census(of: source.bytes, in: area)
    guard let excess = census.excess, census.mayHaveCollectionAsKey else { return }
    throw YAMLFault(.limit, tooManyAliases(), at: excess..<excess + 1)
  }

  // MARK: Parsing

  private mutating func parse() throws(YAMLFault) -> Node? {
    while true {
      guard let text = String(validating: masks.text(of: source.bytes), as: UTF8.self) else {
        throw YAMLFault(.syntax, "not valid UTF-8: expected a YAML file")
      }
      do {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        self.parser = parser
        return try parser.singleRoot()
      } catch let error as YamlError {
        guard case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first else {
          throw YAMLFaultWords(bytes: source.bytes, area: area, lines: lines).fault(for: error)
        }
        try mask(masks.written(key), at: lines.offset(line: context.mark.line, column: context.mark.column))
      } catch {
        throw YAMLFault(.syntax, "cannot be read as YAML")
      }
    }
  }

  private mutating func mask(_ key: String, at offset: Int) throws(YAMLFault) {
    let start = YAMLExtent.skipProperties(at: offset, in: source.bytes, before: area.upperBound)
    let extent = YAMLExtent(bytes: source.bytes, end: area.upperBound, lines: lines)
    guard masks.hasRoom, let range = extent.keyContent(key, at: start) else {
      throw YAMLFault(.syntax, repeated(key), at: start..<min(area.upperBound, start + max(1, key.utf8.count)))
    }
    masks.add(range, of: source.bytes, key: key)
  }

  // MARK: Nodes

  /// An alias comes as the value of its anchor once more, which is converted once.
  private mutating func convert(_ node: Node, depth: Int) throws(YAMLFault) -> Converted {
    let anchor = node.anchor == nil ? nil : node.mark.map { Spot(line: $0.line, column: $0.column) }
    if let known = anchor.flatMap({ anchored[$0] }) {
      repeatedBytes += known.bytes
      try count(known.nodes, depth: depth + known.height, at: known.node.range.lowerBound)
      return known
    }
    let start = offset(of: node)
    try count(1, depth: depth, at: start)
    try refuseForeignTag(of: node, before: start)
    let converted = try convert(node, at: start, depth: depth)
    if let anchor { anchored[anchor] = converted }
    return converted
  }

  private mutating func count(_ count: Int, depth: Int, at start: Int) throws(YAMLFault) {
    nodes += count
    guard nodes <= profile.nodes else { throw YAMLFault(.limit, tooManyValues(), at: start..<start + 1) }
    guard depth <= profile.depth else { throw YAMLFault(.limit, tooDeep(), at: start..<start + 1) }
    guard repeatedBytes <= YAMLAliases.mostBytes else {
      throw YAMLFault(.limit, tooMuchText(), at: start..<start + 1)
    }
  }

  private mutating func convert(_ node: Node, at start: Int, depth: Int) throws(YAMLFault) -> Converted {
    switch node {
    case .scalar(let scalar):
      let node = self.scalar(scalar, at: start)
      if profile.becomesJSON, node.scalar?.isBeyondJSON == true {
        throw YAMLFault(
          .syntax, "`\(scalar.string)` is a number that JSON does not have: Kubernetes and Helm refuse the whole",
          at: node.range)
      }
      return Converted(node: node, nodes: 1, bytes: scalar.string.utf8.count, height: 0)
    case .sequence(let sequence):
      var items: [Converted] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      let end = items.map(\.node.range.upperBound).max() ?? start
      return collection(.sequence(items.map(\.node)), of: items, from: start, to: end, bytes: 0)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      var values: [Converted] = []
      entries.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        let (entry, value) = try entry(key, value, depth: depth)
        entries.append(entry)
        values.append(value)
      }
      noteRepeatedKeys(&entries)
      if profile.mergesKeys, let wrong = YAMLMerge.unmergeable(in: entries) {
        throw YAMLFault(.syntax, "`<<` takes a mapping or a list of mappings, and this is neither", at: wrong.range)
      }
      let end = entries.map { max($0.keyRange.upperBound, $0.value.range.upperBound) }.max() ?? start
      return collection(
        .mapping(profile.mergesKeys ? YAMLMerge.merged(entries) : entries), of: values, from: start, to: end,
        bytes: entries.reduce(0) { $0 + $1.key.utf8.count })
    case .alias: throw YAMLFault(.syntax, "an alias without its value", at: start..<start + 1)
    }
  }

  private func collection(
    _ content: YAMLNode.Content, of parts: [Converted], from start: Int, to end: Int, bytes: Int
  ) -> Converted {
    // One that is empty has its bracket at least.
    Converted(
      node: YAMLNode(content: content, range: start..<max(start + 1, end)), nodes: parts.reduce(1) { $0 + $1.nodes },
      bytes: parts.reduce(bytes) { $0 + $1.bytes }, height: 1 + (parts.map(\.height).max() ?? -1))
  }

  private mutating func entry(
    _ key: Node, _ value: Node, depth: Int
  ) throws(YAMLFault) -> (YAMLNode.Entry, Converted) {
    guard case .scalar(let scalar) = key else {
      let start = offset(of: key)
      throw YAMLFault(.syntax, "a key must be a plain word, not a list or a mapping", at: start..<start + 1)
    }
    let start = offset(of: key)
    let masked = masks.key(startingAt: start)
    let written = self.scalar(scalar, text: masked, at: start)
    // The parser has given the tag of a text to each key that is plain.
    if profile.becomesJSON, let key = written.scalar, YAMLScalar(text: key.text, style: key.style).value == .null {
      throw YAMLFault(
        .syntax, "a key that is null: Kubernetes and Helm refuse it, quote it",
        at: start..<max(start + 1, written.range.upperBound))
    }
    let converted = try convert(value, depth: depth + 1)
    var node = converted.node
    // What is not there has no place of its own: its key is where a person must look.
    if node.range.isEmpty, node.isNull { node.range = written.range }
    let entry = YAMLNode.Entry(
      key: written.scalar?.text ?? "", keyRange: written.range, keyStyle: written.scalar?.style ?? .plain, value: node)
    return (entry, converted)
  }

  private static let ownTags = Set(
    ["str", "int", "float", "bool", "null", "seq", "map"].map { "tag:yaml.org,2002:\($0)" } + [""])

  private mutating func refuseForeignTag(of node: Node, before start: Int) throws(YAMLFault) {
    guard profile.refusesForeignTags else { return }
    let tag =
      switch node {
      case .scalar(let scalar): scalar.tag.description
      case .sequence(let sequence): sequence.tag.description
      case .mapping(let mapping): mapping.tag.description
      case .alias: ""
      }
    guard !Self.ownTags.contains(tag) else { return }
    let at = node.mark.map { lines.offset(line: $0.line, column: $0.column) } ?? start
    throw YAMLFault(.syntax, "the tag `\(tag)` has no meaning here: leave it out", at: at..<max(at + 1, start))
  }

  private mutating func noteRepeatedKeys(_ entries: inout [YAMLNode.Entry]) {
    for pair in RepeatedKeys.all(in: entries, readsBooleans: profile.becomesJSON) {
      entries[pair.first].isOverridden = true
      let (first, later) = (entries[pair.first], entries[pair.later])
      let removal = EditYAML(source).remove(first, before: entries[pair.first + 1])
      let kind = YAMLFault.Kind.repeatedKey(first.key, again: later.key, first: first.keyRange, removal: removal)
      faults.append(YAMLFault(kind, repeated(first.key, first: first.keyRange), at: later.keyRange))
    }
  }

  /// - Parameter text: what is written, where a mask hides it from the parser.
  private func scalar(_ scalar: Node.Scalar, text: String? = nil, at start: Int) -> YAMLNode {
    let text = text ?? scalar.string
    let style: YAMLScalar.Style =
      switch scalar.style {
      case .singleQuoted, .doubleQuoted: .quoted
      case .literal, .folded: .block
      case .any, .plain: .plain
      }
    let tag = style == .plain && !scalar.tag.description.isEmpty ? scalar.tag.description : nil
    let extent = YAMLExtent(bytes: source.bytes, end: area.upperBound, lines: lines)
    return YAMLNode(
      content: .scalar(YAMLScalar(text: text, style: style, tag: tag)),
      range: start..<extent.end(of: text, style, at: start))
  }

  /// Where a value begins, behind its anchor and tag.
  private mutating func offset(of node: Node) -> Int {
    guard let mark = node.mark else { return area.lowerBound }
    let offset = lines.offset(line: mark.line, column: mark.column)
    return YAMLExtent.skipProperties(at: offset, in: source.bytes, before: area.upperBound)
  }

  // MARK: Messages

  private func tooManyAliases() -> String { "more than \(YAMLAliases.limit) aliases: repeat the values instead" }

  private func tooManyValues() -> String { "more than \(profile.nodes) values once aliases are written out" }

  private func tooMuchText() -> String {
    "more than \(YAMLAliases.mostBytes / 1_000_000) MB of text come from aliases once they are written out"
  }

  private func tooDeep() -> String { "nested more than \(profile.depth) levels deep" }

  private func repeated(_ key: String) -> String { "the key `\(key)` stands twice in one mapping" }

  private func repeated(_ key: String, first: Range<Int>) -> String {
    "the key `\(key)` stands twice: first on line \(source.line(at: first.lowerBound))"
  }
}
