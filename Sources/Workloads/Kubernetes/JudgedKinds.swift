extension ManifestFile {
  /// Kinds that rules judge, or look at when they judge others, by their API groups.
  private static let known: [String: Set<String>] = [
    "": [
      "Pod", "ReplicationController", "Service", "ConfigMap", "Secret", "Namespace", "ServiceAccount", "LimitRange",
    ],
    "apps": ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"],
    "batch": ["Job", "CronJob"],
    "networking.k8s.io": ["Ingress"],
    "autoscaling": ["HorizontalPodAutoscaler"],
    // A version that is gone is a finding.
    "extensions": ["Deployment", "DaemonSet", "ReplicaSet", "Ingress", "NetworkPolicy", "PodSecurityPolicy"],
  ]

  static func isJudged(_ object: KubernetesObject) -> Bool { known[object.group]?.contains(object.kind) == true }

  /// How many objects there are of each kind that nobody judges.
  package var otherKinds: [String: Int] {
    objects.reduce(into: [:]) { counts, object in
      if !Self.isJudged(object) { counts[object.kind, default: 0] += 1 }
    }
  }
}
