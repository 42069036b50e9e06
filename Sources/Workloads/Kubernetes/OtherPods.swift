/// Pods that come of objects which are not judged: of a Rollout, or of what an operator is told.
struct OtherPods: Sendable {
  private let ownKeys: Set<String>
  /// Of objects that do not say how their pods are labelled.
  private var names: Set<String> = []
  /// Sets of labels that pods of such objects may have.
  private var labels: [[String: String]] = []
  private var byLabel: [String: [Int]] = [:]

  /// Of sets with one label, no more are looked at.
  private static let mostOfOneLabel = 2_000

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

  /// - Parameter ownKeys: the labels that pods of the workloads have.
  init(_ objects: [KubernetesObject], besideKeys ownKeys: Set<String>) {
    self.ownKeys = ownKeys
    for object in objects where !object.isOfJudgedKind && !Self.isPodless(object) {
      let known = labels.count
      for part in object.node.entries where part.key != "metadata" { takeLabels(of: part.value) }
      // Operators often label pods with the name of what they make them of.
      if labels.count == known, let name = object.name { names.insert(name) }
    }
  }

  private mutating func takeLabels(of part: YAMLNode) {
    part.forEach { node in
      for entry in node.entries where entry.key == "labels" || entry.key == "podLabels" {
        let found = entry.value.texts
        for label in found { byLabel["\(label.key)=\(label.value)", default: []].append(labels.count) }
        labels.append(found)
      }
    }
  }

  /// What is of Kubernetes itself, and what tells of objects only.
  private static func isPodless(_ object: KubernetesObject) -> Bool {
    podless.contains(object.kind)
      || !object.group.contains(".") || object.group.hasSuffix(".k8s.io")
  }

  /// Whether a pod may have such labels that none of the workloads makes.
  func mayMeet(_ selector: [String: String]) -> Bool {
    let isAdded = { (key: String) in Self.added.contains(key) || Self.isOfOperator(key) && !ownKeys.contains(key) }
    if selector.keys.contains(where: isAdded) { return true }
    if selector.values.contains(where: names.contains) { return true }
    let found = selector.map { byLabel["\($0.key)=\($0.value)"] ?? [] }.min { $0.count < $1.count }
    return (found ?? []).prefix(Self.mostOfOneLabel).contains { index in
      selector.allSatisfy { labels[index][$0.key] == $0.value }
    }
  }

  /// `cnpg.io/cluster`: a label with a domain that is not of Kubernetes.
  private static func isOfOperator(_ key: String) -> Bool {
    guard let domain = key.split(separator: "/", maxSplits: 1).first, domain.count < key.count else { return false }
    return domain.contains(".") && !domain.hasSuffix("kubernetes.io") && !domain.hasSuffix("k8s.io")
  }
}
