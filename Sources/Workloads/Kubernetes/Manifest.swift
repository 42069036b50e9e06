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

  package var workloads: [Workload] { objects.compactMap(Workload.init) }

  package var services: [Service] { objects.compactMap(Service.init) }

  package var configs: [ConfigObject] { objects.compactMap(ConfigObject.init) }
}

/// The objects of several files that are deployed together, found by what other objects call them.
package struct Bundle: Sendable {
  package let objects: [KubernetesObject]
  package let workloads: [Workload]
  package let services: [Service]
  private let configs: [String: [ConfigObject]]
  private let byKind: [String: [KubernetesObject]]
  private let workloadsByLabel: [String: [Int]]

  package init(_ files: [ManifestFile]) {
    objects = files.flatMap(\.objects)
    workloads = objects.compactMap(Workload.init)
    services = objects.compactMap(Service.init)
    configs = Dictionary(grouping: objects.compactMap(ConfigObject.init)) {
      "\($0.kind.rawValue)/\($0.object.name ?? "")"
    }
    byKind = Dictionary(grouping: objects, by: \.kind)
    var byLabel: [String: [Int]] = [:]
    for (index, workload) in workloads.enumerated() {
      for (key, value) in workload.pod.labels { byLabel["\(key)=\(value)", default: []].append(index) }
    }
    workloadsByLabel = byLabel
  }

  package func objects(ofKind kind: String) -> [KubernetesObject] { byKind[kind] ?? [] }

  /// The ConfigMaps or Secrets of a name that may be meant in a namespace.
  package func configs(_ kind: ConfigObject.Kind, named name: String, in namespace: String?) -> [ConfigObject] {
    (configs["\(kind.rawValue)/\(name)"] ?? []).filter { $0.object.mayReach(namespace: namespace) }
  }

  /// The workloads whose pods a Service selects.
  package func workloads(selectedBy service: Service) -> [Workload] {
    let wanted = service.selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    guard let rarest = wanted.min(by: { count(of: $0) < count(of: $1) }) else { return [] }
    return (workloadsByLabel[rarest] ?? []).map { workloads[$0] }.filter { workload in
      workload.object.mayReach(namespace: service.object.namespace)
        && service.selector.allSatisfy { workload.pod.labels[$0.key] == $0.value }
    }
  }

  /// The Services that select the pods of a workload.
  package func services(selecting workload: Workload) -> [Service] {
    services.filter { service in
      !service.selector.isEmpty && workload.object.mayReach(namespace: service.object.namespace)
        && service.selector.allSatisfy { workload.pod.labels[$0.key] == $0.value }
    }
  }

  private func count(of label: String) -> Int { workloadsByLabel[label]?.count ?? 0 }
}
