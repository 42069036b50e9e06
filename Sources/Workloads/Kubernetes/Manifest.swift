package import Linting

/// What the rules of workloads judge: one file of Kubernetes manifests, in the company of those that are deployed with it.
package struct Manifest: Sendable {
  package let file: ManifestFile
  /// All objects that are deployed together, those of this file included.
  package let bundle: Bundle

  package init(_ file: ManifestFile, in bundle: Bundle? = nil) {
    self.file = file
    self.bundle = bundle ?? Bundle([file])
  }

  package var source: SourceText { file.source }

  /// The objects of this file.
  package var objects: [KubernetesObject] { file.objects }

  package var workloads: [Workload] { file.workloads }

  package var services: [Service] { file.services }

  package var configs: [ConfigObject] { file.configs }
}
