/// What is known of pods that come of an object which is not judged: of a Rollout, or of what an operator is told.
enum OtherPods: Registered {
  /// The object does not say how its pods are labelled; operators often do it with the name of what they make them of.
  case named(String)
  /// Labels that the pods may have.
  case labelled([String: String])

  enum Key: Hashable {
    case name(String)
    case label(String)
  }

  var keys: Set<Key> {
    switch self {
    case .named(let name): [.name(name)]
    case .labelled(let labels): Set(Labels.words(labels).map(Key.label))
    }
  }

  /// Labels that controllers add to each pod of their own.
  private static let added: Set = [
    "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "batch.kubernetes.io/job-name", "job-name",
    "batch.kubernetes.io/job-completion-index", "pod-template-hash", "controller-revision-hash",
  ]

  /// Kinds of others that are about something else than pods.
  private static let podless: Set = [
    "CustomResourceDefinition", "Kustomization", "SealedSecret", "ExternalSecret", "SecretStore", "ClusterSecretStore",
    "Certificate", "Issuer", "ClusterIssuer", "ServiceMonitor", "PodMonitor", "Probe", "PrometheusRule", "ScaledObject",
    "VirtualService", "DestinationRule", "Gateway", "IngressRoute", "Middleware", "AuthorizationPolicy",
    "PeerAuthentication", "CiliumNetworkPolicy", "NetworkPolicy", "ConstraintTemplate", "ClusterPolicy", "Policy",
    "AnalysisTemplate", "AppProject", "GitRepository", "HelmRepository",
  ]

  /// What the objects of a file tell.
  static func all(of objects: [KubernetesObject]) -> [OtherPods] {
    objects.flatMap { object -> [OtherPods] in
      guard !object.isOfJudgedKind, !isPodless(object) else { return [] }
      let labels = object.node.entries.filter { $0.key != "metadata" }.flatMap { Self.labels(in: $0.value) }
      return labels.isEmpty ? object.name.map { [.named($0)] } ?? [] : labels.map(OtherPods.labelled)
    }
  }

  private static func labels(in part: YAMLNode) -> [[String: String]] {
    var found: [[String: String]] = []
    part.forEach { node in
      for entry in node.entries where entry.key == "labels" || entry.key == "podLabels" {
        found.append(entry.value.texts)
      }
    }
    return found
  }

  /// What is of Kubernetes itself, and what tells of objects only.
  private static func isPodless(_ object: KubernetesObject) -> Bool {
    podless.contains(object.kind)
      || !object.group.contains(".") || object.group.hasSuffix(".k8s.io")
  }

  func have(_ selector: [String: String]) -> Bool {
    guard case .labelled(let labels) = self else { return false }
    return selector.allSatisfy { labels[$0.key] == $0.value }
  }

  /// Whether pods get a label of that key from somebody who is not asked here.
  ///
  /// - Parameter isOwn: whether it is a key of labels that pods of the workloads have.
  static func isAdded(_ key: String, isOwn: Bool) -> Bool { added.contains(key) || isOfOperator(key) && !isOwn }

  /// `cnpg.io/cluster`: a label with a domain that is not of Kubernetes.
  private static func isOfOperator(_ key: String) -> Bool {
    guard let domain = key.split(separator: "/", maxSplits: 1).first, domain.count < key.count else { return false }
    return domain.contains(".") && !domain.hasSuffix("kubernetes.io") && !domain.hasSuffix("k8s.io")
  }
}

extension Bundle {
  /// Of sets with one label, no more are looked at.
  private static let mostOfOneLabel = 2_000

  /// Whether pods that none of the workloads makes may have the labels that a Service selects.
  package func mayHaveOtherPods(for service: Service) -> Bool {
    let selector = service.selector
    if selector.keys.contains(where: { OtherPods.isAdded($0, isOwn: hasWorkload(withLabelKey: $0)) }) { return true }
    if selector.values.contains(where: { !otherPods[.name($0)].isEmpty }) { return true }
    let found = Labels.words(selector).map { otherPods[.label($0)] }.min { $0.count < $1.count }
    return found?.prefix(Self.mostOfOneLabel).contains { $0.have(selector) } ?? false
  }
}
