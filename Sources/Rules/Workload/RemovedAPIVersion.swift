package import Linting
package import Workloads

/// A version of the API that is gone.
package struct RemovedAPIVersion: Rule {
  package static let info = RuleInfo(
    name: "removed-api-version",
    aliases: ["kube-linter:no-extensions-v1beta", "kube-score:stable-version", "KSV-0107"],
    groups: ["correctness", "kubernetes"], severity: .error, fix: .unsafe, fixReveals: [RuleInfo.allRules],
    summary: "An object is written in a version of the API that current Kubernetes no longer serves.",
    rationale: """
      The cluster refuses it: `no matches for kind`. Ignore it for clusters that are older than the version that
      dropped it.
      """,
    help: "Write it in the current version; some fields changed their names on the way.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: ‹extensions/v1beta1›
        kind: Deployment
        metadata:
          name: web
        """,
        fixed: """
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        """)
    ],
    references: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"])

  package init() {}

  private struct Removal {
    var versions: Set<String>
    var kinds: Set<String>
    var since: String
    /// nil where nothing took its place.
    var current: String?
  }

  private static let removals = [
    Removal(
      versions: ["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"],
      kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"], since: "1.16", current: "apps/v1"),
    Removal(
      versions: ["extensions/v1beta1"], kinds: ["NetworkPolicy"], since: "1.16", current: "networking.k8s.io/v1"),
    Removal(
      versions: ["extensions/v1beta1", "policy/v1beta1"], kinds: ["PodSecurityPolicy"], since: "1.25", current: nil),
    Removal(
      versions: ["extensions/v1beta1", "networking.k8s.io/v1beta1"], kinds: ["Ingress", "IngressClass"], since: "1.22",
      current: "networking.k8s.io/v1"),
    Removal(versions: ["batch/v1beta1", "batch/v2alpha1"], kinds: ["CronJob"], since: "1.25", current: "batch/v1"),
    Removal(versions: ["policy/v1beta1"], kinds: ["PodDisruptionBudget"], since: "1.25", current: "policy/v1"),
    Removal(
      versions: ["autoscaling/v2beta1", "autoscaling/v2beta2"], kinds: ["HorizontalPodAutoscaler"], since: "1.26",
      current: "autoscaling/v2"),
    Removal(
      versions: ["rbac.authorization.k8s.io/v1beta1", "rbac.authorization.k8s.io/v1alpha1"],
      kinds: ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"], since: "1.22",
      current: "rbac.authorization.k8s.io/v1"),
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.objects.compactMap { object in
      if let meant = object.meantType { return finding(object, meant, manifest) }
      guard let node = object.node["apiVersion"],
        let removal = Self.removals.first(where: {
          $0.versions.contains(object.apiVersion) && $0.kinds.contains(object.kind)
        })
      else { return nil }
      var finding = manifest.finding(
        Self.info, message(object, removal.since, removal.current), at: node.range, keeping: object, in: .rejected)
      if let current = removal.current {
        finding.fix = manifest.fix(.unsafe, writing: current, at: node.range)
      }
      return finding
    }
  }
}

extension RemovedAPIVersion {
  /// A kind in a group that never had it, or with other letters.
  private func finding(
    _ object: KubernetesObject, _ meant: (apiVersion: String, kind: String), _ manifest: Manifest
  ) -> Finding? {
    let key = meant.kind == object.kind ? "apiVersion" : "kind"
    guard let node = object.node[key] else { return nil }
    let word = key == "kind" ? meant.kind : meant.apiVersion
    var finding = manifest.finding(
      Self.info, "Kubernetes has no \(object.kind) in \(object.apiVersion), and refuses it: did you mean `\(word)`?",
      at: node.range)
    finding.fix = manifest.fix(.unsafe, writing: word, at: node.range)
    return finding
  }
}

private func message(_ object: KubernetesObject, _ since: String, _ current: String?) -> String {
  let instead = current.map { ": write \($0)" } ?? ", and nothing took its place"
  return "Kubernetes \(since) dropped \(object.kind) of \(object.apiVersion)\(instead)"
}
