internal import Linting

/// A ConfigMap or Secret of a manifest.
package struct ConfigObject: Sendable {
  package enum Kind: String, Sendable {
    case configMap = "ConfigMap"
    case secret = "Secret"

    /// The keys under which entries may stand; of two with one name, that of the last counts.
    fileprivate var parts: [String] { self == .secret ? ["data", "stringData"] : ["data", "binaryData"] }
  }

  package let object: KubernetesObject
  package let kind: Kind
  /// The entries that count, in the order of their names.
  private let sorted: [YAMLNode.Entry]

  /// nil for an object of another kind.
  package init?(_ object: KubernetesObject) {
    guard let kind = Kind(rawValue: object.kind), object.isOfJudgedKind else { return nil }
    self.object = object
    self.kind = kind
    sorted = Dictionary(Self.entries(of: kind, object).map { ($0.key, $0) }) { $1 }.values.sorted {
      Self.precedes($0.key, $1.key)
    }
  }

  private static func entries(of kind: Kind, _ object: KubernetesObject) -> [YAMLNode.Entry] {
    kind.parts.flatMap { object.node[$0]?.entries ?? [] }
  }

  /// All entries, in the order of the text.
  package var entries: [YAMLNode.Entry] { Self.entries(of: kind, object) }

  /// Entries whose values are text as written, not in base 64.
  package var textEntries: [YAMLNode.Entry] { object.node[kind == .secret ? "stringData" : "data"]?.entries ?? [] }

  /// Keys, the first ones in order.
  package func keys(atMost count: Int) -> [String] { sorted.prefix(count).map(\.key) }

  /// The entry of a key. It takes little time, however many there are.
  package func entry(_ key: String) -> YAMLNode.Entry? {
    sorted[sorted.partitioned { Self.precedes($0.key, key) }...].first.flatMap { $0.key == key ? $0 : nil }
  }

  /// Entries whose keys begin with a text, the first ones in order.
  package func entries(withPrefix prefix: String, atMost count: Int) -> [YAMLNode.Entry] {
    let rest = sorted[sorted.partitioned { Self.precedes($0.key, prefix) }...]
    return Array(rest.prefix(count).prefix { $0.key.utf8.starts(with: prefix.utf8) })
  }

  /// By bytes, so that the keys that begin alike are neighbours.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
