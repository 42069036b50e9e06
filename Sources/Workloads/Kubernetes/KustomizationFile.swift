/// What kustomize reads in a directory. By its name it is known for what it is, so that it need not say it.
/// (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/)
package enum KustomizationFile {
  static let apiVersion = "kustomize.config.k8s.io/v1beta1"
  static let kind = "Kustomization"

  /// Whether kustomize looks for a file of that name.
  package static func isName(_ name: String) -> Bool {
    ["kustomization.yaml", "kustomization.yml", "Kustomization"].contains(name)
  }

  static func isPath(_ path: String) -> Bool { isName(path.split(separator: "/").last.map(String.init) ?? path) }
}
