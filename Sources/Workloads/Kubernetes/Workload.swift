/// An object that makes pods.
package struct Workload: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case pod = "Pod"
    case deployment = "Deployment"
    case statefulSet = "StatefulSet"
    case daemonSet = "DaemonSet"
    case replicaSet = "ReplicaSet"
    case replicationController = "ReplicationController"
    case job = "Job"
    case cronJob = "CronJob"

    /// Whether its pods end when their work is done.
    package var runsToCompletion: Bool { self == .job || self == .cronJob }
  }

  package let object: KubernetesObject
  package let kind: Kind
  package let pod: PodTemplate
  /// The `spec` of what makes the pods; for a CronJob, that of its jobs.
  package let spec: YAMLNode?

  /// nil for an object of another kind.
  package init?(_ object: KubernetesObject) {
    guard let kind = Kind(rawValue: object.kind), object.isOfJudgedKind else { return nil }
    self.object = object
    self.kind = kind
    let spec = object.node["spec"]
    switch kind {
    case .pod:
      self.spec = spec
      pod = PodTemplate(object.node)
    case .cronJob:
      self.spec = spec?["jobTemplate", "spec"]
      pod = PodTemplate(spec?["jobTemplate", "spec", "template"])
    case .deployment, .statefulSet, .daemonSet, .replicaSet, .replicationController, .job:
      self.spec = spec
      pod = PodTemplate(spec?["template"])
    }
  }

  /// How many pods it is to have; nil where the kind or the file does not say.
  package var replicas: YAMLNode? {
    switch kind {
    case .deployment, .statefulSet, .replicaSet, .replicationController: spec?["replicas"]
    case .pod, .daemonSet, .job, .cronJob: nil
    }
  }

  /// Which pods it takes for its own; nil where it does not say.
  package var selector: LabelSelector? {
    guard let node = spec?["selector"] else { return nil }
    return kind == .replicationController ? LabelSelector(labels: node.texts, node: node) : LabelSelector(node)
  }

  /// The volume claims that a StatefulSet makes for each pod; they are volumes of these names.
  package var claimTemplates: [String] {
    (spec?["volumeClaimTemplates"]?.items ?? []).compactMap { $0["metadata", "name"]?.text }
  }
}

/// The pods that a workload makes.
package struct PodTemplate: Sendable {
  /// nil where the workload has no template.
  package let node: YAMLNode?
  package let spec: PodSpec
  package let labels: [String: String]

  init(_ node: YAMLNode?) {
    self.node = node
    labels = node?["metadata", "labels"]?.texts ?? [:]
    spec = PodSpec(node?["spec"])
  }

  /// The entries of its annotations, with their places.
  package var annotations: [YAMLNode.Entry] { node?["metadata", "annotations"]?.entries ?? [] }
}
