internal import Linting

extension Manifest {
  /// What a Secret says of itself. Everything else may be a value, as with parts that are misspelt or of another form.
  private static let openParts: Set = ["apiVersion", "kind", "metadata", "type", "immutable"]

  /// The values of Secrets, of those as well that a later value overrides, and documents about Secrets that cannot be read: no
  /// report may show them.
  package var concealedRanges: [Range<Int>] {
    let secrets = file.documents.compactMap(\.root).flatMap(Self.secrets)
    let parts = secrets.flatMap(\.writtenEntries).filter { !Self.openParts.contains($0.key) }
    let unread = file.documents.filter { document in
      document.root == nil && source.bytes[document.range].firstRange(of: Array("Secret".utf8)) != nil
    }
    return parts.flatMap { Self.values(in: $0.value) } + unread.map(\.range)
  }

  /// Of a mapping its values, so that reports can show the keys; of anything else the whole.
  private static func values(in part: YAMLNode) -> [Range<Int>] {
    let entries = part.writtenEntries
    return entries.isEmpty ? [part.range] : entries.map(\.value.range)
  }

  /// What calls itself a Secret, in lists too, whether Kubernetes would take it for one or not.
  private static func secrets(in node: YAMLNode) -> [YAMLNode] {
    if node["kind"]?.text == "Secret" { return [node] }
    return (node["items"]?.items ?? []).flatMap(secrets)
  }
}
