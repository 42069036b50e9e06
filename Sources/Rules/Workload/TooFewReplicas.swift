package import Linting
package import Workloads

/// Fewer pods than the policy wants.
package struct TooFewReplicas: Rule {
  package static let info = RuleInfo(
    name: "too-few-replicas",
    aliases: [
      "kube-linter:minimum-three-replicas", "kube-score:deployment-replicas", "polaris:deploymentMissingReplicas",
    ],
    groups: ["kubernetes"], severity: .warning,
    summary: "A workload has fewer replicas than the policy wants.",
    rationale: "With one pod, each restart of its node is an outage. Silent without the option `minimum`.",
    help: "Raise `replicas`, or the minimum of the autoscaler.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: ‹1›
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
        """, policy: "rules: { too-few-replicas: { minimum: 2 } }")
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
        """, policy: "rules: { too-few-replicas: { minimum: 2 } }")
    ],
    options: [least],
    references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas"])

  private let minimum: Int?

  package init(_ settings: RuleSettings) { minimum = settings.options(of: Self.info).integer(Self.least) }

  package func check(_ manifest: Manifest) -> [Finding] {
    guard let minimum else { return [] }
    return manifest.workloads.compactMap { workload in
      guard [.deployment, .statefulSet, .replicaSet].contains(workload.kind) else { return nil }
      let scaled = scalerMinimum(of: workload, in: manifest.bundle)
      let found = scaled ?? workload.replicas?.integer ?? 1
      guard found < minimum else { return nil }
      return manifest.finding(
        Self.info, message(workload, found, minimum), at: workload.replicas?.range ?? workload.object.spot)
    }
  }

  private func scalerMinimum(of workload: Workload, in bundle: Bundle) -> Int? {
    bundle.scaler(of: workload.object).map { $0.node["spec", "minReplicas"]?.integer ?? 1 }
  }
}

extension TooFewReplicas {
  static let least = RuleInfo.Option(
    "minimum", .integer, "How many replicas a workload must have; without it the rule is silent.")
}

private func message(_ workload: Workload, _ found: Int, _ minimum: Int) -> String {
  "\(workload.object.title) has \(found) replica\(found == 1 ? "" : "s"): expected \(minimum) or more"
}
