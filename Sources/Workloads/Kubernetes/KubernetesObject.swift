package import Linting

/// One object of a manifest: a document with `apiVersion` and `kind`, or an item of a List.
package struct KubernetesObject: Sendable {
  package let node: YAMLNode
  package let apiVersion: String
  package let kind: String
  package let name: String?
  /// nil where the client's own namespace is meant, whichever that is.
  package let namespace: String?
  /// The file that it stands in.
  package let source: SourceText
  /// The template that Helm made it from, by the comment that it writes above each object; nil for what Helm did not write.
  package let template: String?

  /// nil for what has no `apiVersion` or no `kind`, is no item of a list of one kind and not in a file of kustomize.
  init?(_ node: YAMLNode, source: SourceText, template: String?, in list: KubernetesObject? = nil) {
    let typed = list.flatMap { $0.kind == "List" ? nil : $0 }
    let isKustomization = list == nil && KustomizationFile.isPath(source.path)
    guard case .mapping = node.content,
      let apiVersion = node["apiVersion"]?.text ?? typed?.apiVersion
        ?? (isKustomization ? KustomizationFile.apiVersion : nil),
      let kind = node["kind"]?.text ?? typed.map({ String($0.kind.dropLast("List".utf8.count)) })
        ?? (isKustomization ? KustomizationFile.kind : nil)
    else { return nil }
    self.node = node
    self.apiVersion = apiVersion
    self.kind = kind
    name = node["metadata", "name"]?.text
    namespace = node["metadata", "namespace"]?.text
    self.source = source
    self.template = template
  }

  package var labels: [String: String] { node["metadata", "labels"]?.texts ?? [:] }

  package var annotations: [String: String] { node["metadata", "annotations"]?.texts ?? [:] }

  /// How messages call it: `Deployment/web`.
  package var title: String { "\(kind)/\(name ?? node["metadata", "generateName"]?.text ?? "without a name")" }

  /// Whether it tells kustomize what to make of other files.
  var isKustomization: Bool { kind == KustomizationFile.kind && group == "kustomize.config.k8s.io" }

  /// The API group without the version: `apps`; empty for the core group.
  package var group: String {
    apiVersion.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(apiVersion[..<$0]) } ?? ""
  }

  /// Where it begins.
  package var start: ObjectPlace { ObjectPlace(path: source.path, offset: node.range.lowerBound) }

  /// Where a message about the whole of it points: its name, else its kind.
  package var spot: Range<Int> {
    node["metadata", "name"]?.range ?? node["kind"]?.range ?? node.spot
  }

  /// Whether an object of another namespace is out of its reach. Where one of them does not say its namespace, nobody knows,
  /// and it may be in reach.
  package func mayReach(namespace other: String?) -> Bool {
    guard let namespace, let other else { return true }
    return namespace == other
  }
}
