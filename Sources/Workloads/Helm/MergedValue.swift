/// Where a merged value was written.
package enum ValueOrigin: Sendable, Hashable {
  /// In a file, by its index: the bytes of its key, for an item of a list where messages point for it, empty for a whole file; and
  /// where messages point for the value.
  case file(Int, key: Range<Int>, value: Range<Int>)
  /// By an option `--set`, by its index.
  case setting(Int)
}

/// A value of several files of Helm values and options laid over each other, which knows where it was written.
package struct MergedValue: Sendable {
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case list([MergedValue])
    case map(MergedMap)
  }

  package var content: Content
  package var origin: ValueOrigin

  package init(_ content: Content, from origin: ValueOrigin) {
    self.content = content
    self.origin = origin
  }

  /// A value of a file by itself.
  package init(_ node: YAMLNode, key: Range<Int>? = nil, inFile file: Int) {
    let key = key ?? node.range.lowerBound..<node.range.lowerBound
    origin = .file(file, key: key, value: node.spot)
    switch node.content {
    case .scalar(let scalar): content = .scalar(scalar)
    case .sequence(let items): content = .list(items.map { MergedValue($0, key: $0.spot, inFile: file) })
    case .mapping:
      var map = MergedMap()
      for entry in node.entries { map[entry.key] = MergedValue(entry.value, key: entry.keyRange, inFile: file) }
      content = .map(map)
    }
  }

  package var map: MergedMap? { if case .map(let map) = content { map } else { nil } }

  /// Whether it is a list, which later values replace as a whole.
  package var isList: Bool { if case .list = content { true } else { false } }

  package var items: [MergedValue] { if case .list(let items) = content { items } else { [] } }

  package var scalar: YAMLScalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

  /// For Helm, a null deletes: what is null is not there.
  package var isNull: Bool { scalar?.value == .null }

  /// The text of a scalar, whatever type YAML takes it for; nil for null and for collections.
  package var text: String? { isNull ? nil : scalar?.text }

  /// Lays a later value over this one, as Helm does: mappings are joined key by key, all else is replaced.
  package mutating func overlay(_ later: MergedValue) {
    guard case .map(var own) = content, case .map(let other) = later.content else {
      self = later
      return
    }
    // So that the mapping is changed in place.
    content = .list([])
    for (key, value) in other.entries {
      own.update(key) { $0 = $0.map { $0.overlaid(with: value) } ?? value }
    }
    content = .map(own)
    // An option sets single values: the mapping around them stands where a file wrote it.
    if case .setting = later.origin { return }
    origin = later.origin
  }

  private func overlaid(with later: MergedValue) -> MergedValue {
    var result = self
    result.overlay(later)
    return result
  }
}

/// A mapping whose keys keep their order.
package struct MergedMap: Sendable {
  private var keys: [String] = []
  private var values: [String: MergedValue] = [:]

  package init() {}

  package var isEmpty: Bool { keys.isEmpty }

  package var count: Int { keys.count }

  /// Whether it is a part that `enabled: false` switches off.
  package var isOff: Bool { self["enabled"]?.scalar?.value == .boolean(false) }

  package subscript(_ key: String) -> MergedValue? {
    get { values[key] }
    set { update(key) { $0 = newValue } }
  }

  /// In the order in which the keys came.
  package var entries: [(key: String, value: MergedValue)] {
    keys.compactMap { key in values[key].map { (key, $0) } }
  }

  /// Changes the value of a key, which is there afterwards.
  mutating func update(_ key: String, _ change: (inout MergedValue?) throws -> Void) rethrows {
    if values[key] == nil { keys.append(key) }
    try change(&values[key])
  }
}
