internal import Linting

extension Manifest {
  private static let secretParts: Set = ["data", "stringData"]

  /// The values of Secrets, of those as well that a later value overrides, and documents about Secrets that cannot be read: no
  /// report may show them.
  package var concealedRanges: [Range<Int>] {
    let secrets = file.documents.compactMap(\.root).flatMap(Self.secrets)
    let parts = secrets.flatMap(\.writtenEntries).filter { Self.secretParts.contains($0.key) }
    let unread = file.documents.filter { document in
      document.root == nil && source.bytes[document.range].firstRange(of: Array("Secret".utf8)) != nil
    }
    return parts.flatMap(\.value.writtenEntries).map(\.value.range) + unread.map(\.range)
  }

  /// What calls itself a Secret, in lists too, whether Kubernetes would take it for one or not.
  private static func secrets(in node: YAMLNode) -> [YAMLNode] {
    if node["kind"]?.text == "Secret" { return [node] }
    return (node["items"]?.items ?? []).flatMap(secrets)
  }
}
