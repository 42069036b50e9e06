/// A value of a YAML document, with the bytes that it stands on. Aliases and merge keys are worked out: such a value stands
/// where its anchor is.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// A key with its value.
  package struct Entry: Sendable {
    package var key: String
    package var keyRange: Range<Int>
    /// How the key is written: `on:` is no text for those who read YAML 1.1.
    package var keyStyle: YAMLScalar.Style
    package var value: YAMLNode
    /// The same key stands again further down in its mapping, and counts there.
    package var isOverridden = false
    /// It comes from another mapping by a merge key.
    package var isMerged = false
  }

  package var content: Content
  /// Byte offsets in the source. A quoted text includes its quotes; a value that is not there stands on its key.
  package var range: Range<Int>

  /// Where a message points: all of a scalar, the first byte of a collection.
  package var spot: Range<Int> {
    if case .scalar = content { range } else { range.lowerBound..<min(range.upperBound, range.lowerBound + 1) }
  }
}

// MARK: Reading values

extension YAMLNode {
  package var scalar: YAMLScalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

  /// Whether it is `null`, `~` or nothing at all.
  package var isNull: Bool { scalar?.value == .null }

  /// The values of a list; none for anything else.
  package var items: [YAMLNode] { if case .sequence(let items) = content { items } else { [] } }

  /// The keys that count, in the order of the text; none for anything but a mapping.
  package var entries: [Entry] {
    guard case .mapping(let entries) = content else { return [] }
    return entries.filter { !$0.isOverridden }
  }

  /// All keys as written, those that a later one overrides included.
  package var writtenEntries: [Entry] { if case .mapping(let entries) = content { entries } else { [] } }

  /// The text of a scalar, whatever type YAML takes it for; nil for null and for collections.
  package var text: String? { isNull ? nil : scalar?.text }

  package var integer: Int? { if case .integer(let value) = scalar?.value { value } else { nil } }

  package var flag: Bool? { if case .boolean(let value) = scalar?.value { value } else { nil } }

  package func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.last { $0.key == key && !$0.isOverridden }
  }

  /// The value at the end of a way of keys; nil when there is none, or null.
  package subscript(_ path: String...) -> YAMLNode? {
    var node = self
    for key in path {
      guard let next = node.entry(key)?.value, !next.isNull else { return nil }
      node = next
    }
    return node
  }

  /// Texts by their keys, as labels are; values that are no scalars are left out.
  package var texts: [String: String] {
    entries.reduce(into: [:]) { texts, entry in texts[entry.key] = entry.value.text }
  }

  /// The node itself and all below it.
  package func forEach(_ body: (YAMLNode) -> Void) {
    body(self)
    switch content {
    case .scalar: break
    case .sequence(let items): for item in items { item.forEach(body) }
    case .mapping(let entries): for entry in entries { entry.value.forEach(body) }
    }
  }
}
