/// The objects of several files that are deployed together, found by what other objects call them.
package struct Bundle: Sendable {
  private var objects: Register<KubernetesObject>
  private var ofWorkloads: Register<Workload>
  private var ofServices: Register<Service>
  private var configs: Register<ConfigObject>
  var otherPods: Register<OtherPods>
  private var imageOverrides: Register<ImageOverride>

  /// Of objects with one label or name, no more are looked at: nobody has so many, but for one who wants to see how long it takes.
  private static let mostOfOneLabel = 500

  package init(_ files: [ManifestFile]) {
    objects = Register(files.map(\.objects))
    ofWorkloads = Register(files.map(\.workloads))
    ofServices = Register(files.map(\.services))
    configs = Register(files.map(\.configs))
    otherPods = Register(files.map { OtherPods.all(of: $0.objects) })
    imageOverrides = Register(files.map { ImageOverride.all(of: $0.objects) })
  }

  /// The bundle in which another text of a file has the place of that file. It takes the time that the file takes, not the bundle.
  ///
  /// - Parameter number: which of the files that the bundle was made of.
  package func exchanging(_ number: Int, for file: ManifestFile) -> Bundle {
    var other = self
    other.objects = objects.exchanging(number, for: file.objects)
    other.ofWorkloads = ofWorkloads.exchanging(number, for: file.workloads)
    other.ofServices = ofServices.exchanging(number, for: file.services)
    other.configs = configs.exchanging(number, for: file.configs)
    other.otherPods = otherPods.exchanging(number, for: OtherPods.all(of: file.objects))
    other.imageOverrides = imageOverrides.exchanging(number, for: ImageOverride.all(of: file.objects))
    return other
  }

  /// In the order of the files.
  package var workloads: Listing<Workload> { ofWorkloads.all }

  /// In the order of the files.
  package var services: Listing<Service> { ofServices.all }

  /// The image that a container runs when kustomize has made of the manifests what the Kustomizations among them say; where
  /// several speak of one image, the first counts.
  package func image(of container: Container) -> String? {
    container.image?.text.map { imageOverrides[ImageOverride.name(of: $0)].first?.image($0) ?? $0 }
  }

  /// All objects of a kind, in the order of the files.
  package func objects(ofKind kind: String) -> Listing<KubernetesObject> { objects[.kind(kind)] }

  /// The objects of a kind and name that may be meant in a namespace.
  package func objects(ofKind kind: String, named name: String, in namespace: String?) -> [KubernetesObject] {
    objects[.name(kind: kind, name)].filter { $0.mayReach(namespace: namespace) }
  }

  /// The last of the namespaces of a name, in the order of the files.
  func namespaces(named name: String) -> Slice<Listing<KubernetesObject>> {
    objects[.name(kind: "Namespace", name)].suffix(Self.mostOfOneLabel)
  }

  /// The ConfigMaps or Secrets of a name that may be meant in a namespace.
  package func configs(_ kind: ConfigObject.Kind, named name: String, in namespace: String?) -> [ConfigObject] {
    configs[.name(kind, name)].filter { $0.object.mayReach(namespace: namespace) }
  }

  /// Whether some Secret has a key, whatever its namespace.
  package func hasSecret(withKey key: String) -> Bool { !configs[.ofSecret(key)].isEmpty }

  /// Whether another program makes a ConfigMap or Secret of that name of one of the objects.
  package func makes(_ kind: ConfigObject.Kind, named name: String) -> Bool { !objects[.made(kind, name)].isEmpty }

  /// The autoscaler that sets the number of an object's pods.
  package func scaler(of object: KubernetesObject) -> KubernetesObject? {
    objects[.scaled(kind: object.kind, object.name ?? "")].first { $0.mayReach(namespace: object.namespace) }
  }

  // MARK: Services

  /// Whether there is a Service of that name, whatever its namespace.
  package func hasService(named name: String) -> Bool { !ofServices[.name(name)].isEmpty }

  /// The Services that want a port of the nodes for themselves, in the order of the files.
  package func services(onNodePort number: Int, _ transport: String) -> Listing<Service> {
    ofServices[.nodePort(number, transport)]
  }

  /// The Services that give pods an environment variable whose name begins with `prefix`, which ends before `_SERVICE_HOST`.
  package func services(givingVariables prefix: String) -> Listing<Service> { ofServices[.variables(prefix)] }

  /// The workloads whose pods a Service selects.
  package func workloads(selectedBy service: Service) -> [Workload] {
    let found = Labels.words(service.selector).map { ofWorkloads[.label($0)] }.min { $0.count < $1.count }
    return found?.prefix(Self.mostOfOneLabel).filter { Self.selects(service, $0) } ?? []
  }

  /// Whether a workload's pods have a label of that key.
  func hasWorkload(withLabelKey key: String) -> Bool { !ofWorkloads[.labelKey(key)].isEmpty }

  /// A Service that selects the pods of a workload, of those that are meant; nil where none does.
  package func service(
    selecting workload: Workload, where isMeant: (Service) -> Bool = { _ in true }
  ) -> Service? {
    for candidates in candidates(selecting: workload) {
      if let service = candidates.first(where: { Self.selects($0, workload) && isMeant($0) }) { return service }
    }
    return nil
  }

  /// All Services that select the pods of a workload.
  package func services(selecting workload: Workload) -> [Service] {
    candidates(selecting: workload).flatMap { $0.filter { Self.selects($0, workload) } }
  }

  /// By each label of a workload's pods, in the order of the labels.
  private func candidates(selecting workload: Workload) -> [Slice<Listing<Service>>] {
    Labels.words(workload.pod.labels).sorted().map { ofServices[.selector($0)].prefix(Self.mostOfOneLabel) }
  }

  private static func selects(_ service: Service, _ workload: Workload) -> Bool {
    let labels = workload.pod.labels
    return workload.object.mayReach(namespace: service.object.namespace)
      && service.selector.allSatisfy { labels[$0.key] == $0.value }
  }
}
