extension KubernetesObject {
  /// The kinds that rules judge, or look at when they judge others, with the API groups that have or had them, without
  /// versions: the current one first. A version that is gone is a finding.
  private static let judgedKinds: [String: [String]] = [
    "Pod": [""], "ReplicationController": [""], "Service": [""], "ConfigMap": [""], "Secret": [""], "Namespace": [""],
    "ServiceAccount": [""], "LimitRange": [""], "ResourceQuota": [""], "PersistentVolumeClaim": [""],
    "Deployment": ["apps", "extensions"], "DaemonSet": ["apps", "extensions"], "ReplicaSet": ["apps", "extensions"],
    "StatefulSet": ["apps"],
    "Job": ["batch"], "CronJob": ["batch"],
    "Ingress": ["networking.k8s.io", "extensions"], "HorizontalPodAutoscaler": ["autoscaling"],
    "NetworkPolicy": ["networking.k8s.io", "extensions"], "PodDisruptionBudget": ["policy"],
    "Role": [rbac], "ClusterRole": [rbac], "RoleBinding": [rbac], "ClusterRoleBinding": [rbac],
    "PodSecurityPolicy": ["extensions"],
  ]

  private static let rbac = "rbac.authorization.k8s.io"

  /// Whether it is of a kind that is judged, and not of one of the same name in another group.
  package var isOfJudgedKind: Bool { Self.judgedKinds[kind]?.contains(group) ?? false }

  /// What the object was probably meant to be, where Kubernetes itself has no such kind in its group; nil for resources of others.
  package var meantType: (apiVersion: String, kind: String)? {
    let isBuiltIn = !group.contains(".") || group.hasSuffix(".k8s.io")
    guard isBuiltIn, !isOfJudgedKind else { return nil }
    let lower = kind.lowercased()
    guard let (kind, groups) = Self.judgedKinds.first(where: { $0.key.lowercased() == lower }),
      let current = groups.first, current != "extensions"
    else { return nil }
    if groups.contains(group) { return (apiVersion, kind) }
    return (current.isEmpty ? "v1" : current == "autoscaling" ? "autoscaling/v2" : "\(current)/v1", kind)
  }

  /// Whether current versions of Kubernetes have its kind in its group.
  package var isOfCurrentGroup: Bool { Self.judgedKinds[kind]?.first == group }
}

extension ManifestFile {
  /// How many objects there are of each kind that nobody judges.
  package var otherKinds: [String: Int] {
    objects.reduce(into: [:]) { counts, object in
      if !object.isOfJudgedKind { counts[object.kind, default: 0] += 1 }
    }
  }
}
