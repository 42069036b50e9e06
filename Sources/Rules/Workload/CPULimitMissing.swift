package import Linting
package import Workloads

/// A container that may take all CPU of its node.
package struct CPULimitMissing: Rule {
  package static let info = RuleInfo(
    name: "cpu-limit-missing",
    aliases: ["kube-score:container-resources", "polaris:cpuLimitsMissing", "KSV-0011"],
    groups: ["kubernetes", "resources"], severity: .info,
    summary: "A container has no CPU limit.",
    rationale: """
      Without one, a container may slow down its neighbours to what they asked for. Many leave it out on purpose: a
      limit throttles while CPU is idle.
      """,
    help: "Set `resources.limits.cpu`.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: ‹web›
              image: shop/web:1.4.2
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              resources:
                limits:
                  cpu: 500m
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  private static let demand = ResourceDemand(bounds: [.limits], resource: "cpu")

  package func check(_ manifest: Manifest) -> [Finding] {
    Self.demand.lacking(in: manifest).map { placed, zero in
      manifest.finding(Self.info, message(placed), at: zero?.range ?? placed.container.spot)
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) has no CPU limit"
}
