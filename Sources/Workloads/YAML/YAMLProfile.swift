/// How a YAML text is read.
///
/// YAML lets a small file stand for a huge one, so there are limits on the depth, and on the values once aliases are written
/// out.
package struct YAMLProfile: Sendable {
  /// How deep collections may be nested.
  package var depth: Int
  /// How many values there may be once aliases are written out.
  package var nodes: Int
  /// Whether `<<` brings in the keys of another mapping.
  package var mergesKeys: Bool
  /// Whether tags that YAML does not define itself are refused.
  package var refusesForeignTags: Bool

  /// Whether the text is made JSON before anything is read of it, so that what JSON does not have is refused.
  package var becomesJSON = false

  /// For a policy or a project file, which a person writes.
  package static let configuration = YAMLProfile(
    depth: 64, nodes: 100_000, mergesKeys: false, refusesForeignTags: true)

  /// For a document as Kubernetes and Helm read it. Without aliases, a text of `bytes` bytes has no more values than the limit.
  package static func manifest(bytes: Int) -> YAMLProfile {
    YAMLProfile(
      depth: 100, nodes: 100_000 + bytes, mergesKeys: true, refusesForeignTags: false, becomesJSON: true)
  }
}
