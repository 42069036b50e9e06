/// A ConfigMap or Secret of a manifest.
package struct ConfigObject: Sendable {
  package enum Kind: String, Sendable {
    case configMap = "ConfigMap"
    case secret = "Secret"
  }

  package let object: KubernetesObject
  package let kind: Kind

  /// nil for an object of another kind.
  package init?(_ object: KubernetesObject) {
    guard let kind = Kind(rawValue: object.kind), object.group.isEmpty else { return nil }
    self.object = object
    self.kind = kind
  }

  /// The keys under which entries may stand.
  private var parts: [String] { kind == .secret ? ["data", "stringData"] : ["data", "binaryData"] }

  /// All entries, in the order of the text.
  package var entries: [YAMLNode.Entry] { parts.flatMap { object.node[$0]?.entries ?? [] } }

  /// Entries whose values are text as written, not in base 64.
  package var textEntries: [YAMLNode.Entry] { object.node[kind == .secret ? "stringData" : "data"]?.entries ?? [] }

  package var keys: Set<String> { Set(entries.map(\.key)) }
}
