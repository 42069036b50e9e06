/// The objects of several files that are deployed together, found by what other objects call them.
package struct Bundle: Sendable {
  package let objects: [KubernetesObject]
  package let workloads: [Workload]
  package let services: [Service]
  private let configs: [String: [ConfigObject]]
  private let byKind: [String: [KubernetesObject]]
  private let byName: [String: [KubernetesObject]]
  private let scalers: [String: [KubernetesObject]]
  private let otherPods: OtherPods
  private let imageOverrides: ImageOverrides
  /// The indices of workloads by each label of their pods.
  private let workloadsByLabel: [String: [Int]]
  /// The indices of Services by one label of their selectors.
  private let servicesByLabel: [String: [Int]]

  /// Of objects with one label, no more are looked at: nobody has so many, but for one who wants to see how long it takes.
  private static let mostOfOneLabel = 500

  package init(_ files: [ManifestFile]) {
    objects = files.flatMap(\.objects)
    workloads = files.flatMap(\.workloads)
    services = files.flatMap(\.services)
    configs = Dictionary(grouping: files.flatMap(\.configs)) {
      "\($0.kind.rawValue)/\($0.object.name ?? "")"
    }
    byKind = Dictionary(grouping: objects, by: \.kind)
    byName = Dictionary(grouping: objects) { "\($0.kind)/\($0.name ?? "")" }
    otherPods = OtherPods(objects, besideKeys: Set(workloads.flatMap(\.pod.labels.keys)))
    imageOverrides = ImageOverrides(byKind["Kustomization"] ?? [])
    scalers = Dictionary(grouping: byKind["HorizontalPodAutoscaler"] ?? []) { scaler in
      let target = scaler.node["spec", "scaleTargetRef"]
      return "\(target?["kind"]?.text ?? "")/\(target?["name"]?.text ?? "")"
    }
    var byLabel: [String: [Int]] = [:]
    for (index, workload) in workloads.enumerated() {
      for label in Self.words(workload.pod.labels) { byLabel[label, default: []].append(index) }
    }
    workloadsByLabel = byLabel
    servicesByLabel = services.indices.reduce(into: [:]) { [services] found, index in
      if let label = Self.words(services[index].selector).min() { found[label, default: []].append(index) }
    }
  }

  /// The image that a container runs when kustomize has made of the manifests what the Kustomizations among them say.
  package func image(of container: Container) -> String? { container.image?.text.map(imageOverrides.image) }

  /// Whether pods that none of the workloads makes may have the labels that a Service selects.
  package func mayHaveOtherPods(for service: Service) -> Bool {
    otherPods.mayMeet(service.selector)
  }

  package func objects(ofKind kind: String) -> [KubernetesObject] { byKind[kind] ?? [] }

  /// The objects of a kind and name that may be meant in a namespace.
  package func objects(ofKind kind: String, named name: String, in namespace: String?) -> [KubernetesObject] {
    (byName["\(kind)/\(name)"] ?? []).filter { $0.mayReach(namespace: namespace) }
  }

  /// The ConfigMaps or Secrets of a name that may be meant in a namespace.
  package func configs(_ kind: ConfigObject.Kind, named name: String, in namespace: String?) -> [ConfigObject] {
    (configs["\(kind.rawValue)/\(name)"] ?? []).filter { $0.object.mayReach(namespace: namespace) }
  }

  /// The autoscaler that sets the number of an object's pods.
  package func scaler(of object: KubernetesObject) -> KubernetesObject? {
    (scalers["\(object.kind)/\(object.name ?? "")"] ?? []).first { $0.mayReach(namespace: object.namespace) }
  }

  /// The workloads whose pods a Service selects.
  package func workloads(selectedBy service: Service) -> [Workload] {
    let rarest = Self.words(service.selector).min { count(of: $0) < count(of: $1) }
    guard let rarest, let indices = workloadsByLabel[rarest] else { return [] }
    return indices.prefix(Self.mostOfOneLabel).map { workloads[$0] }.filter { Self.selects(service, $0) }
  }

  /// A Service that selects the pods of a workload, of those that are meant; nil where none does.
  package func service(
    selecting workload: Workload, where isMeant: (Service) -> Bool = { _ in true }
  ) -> Service? {
    for label in Self.words(workload.pod.labels).sorted() {
      let indices = (servicesByLabel[label] ?? []).prefix(Self.mostOfOneLabel)
      if let index = indices.first(where: { Self.selects(services[$0], workload) && isMeant(services[$0]) }) {
        return services[index]
      }
    }
    return nil
  }

  /// All Services that select the pods of a workload.
  package func services(selecting workload: Workload) -> [Service] {
    Self.words(workload.pod.labels).sorted().flatMap { label in
      (servicesByLabel[label] ?? []).prefix(Self.mostOfOneLabel).map { services[$0] }.filter {
        Self.selects($0, workload)
      }
    }
  }

  private static func selects(_ service: Service, _ workload: Workload) -> Bool {
    let labels = workload.pod.labels
    return workload.object.mayReach(namespace: service.object.namespace)
      && service.selector.allSatisfy { labels[$0.key] == $0.value }
  }

  private static func words(_ labels: [String: String]) -> [String] { labels.map { "\($0.key)=\($0.value)" } }

  private func count(of label: String) -> Int { workloadsByLabel[label]?.count ?? 0 }
}
