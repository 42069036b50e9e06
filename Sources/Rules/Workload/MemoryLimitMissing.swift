package import Linting
package import Workloads

/// A container that may take all memory of its node.
package struct MemoryLimitMissing: Rule {
  package static let info = RuleInfo(
    name: "memory-limit-missing",
    aliases: [
      "kube-linter:unset-memory-requirements", "kube-score:container-resources", "polaris:memoryLimitsMissing",
      "KSV-0018",
    ],
    groups: ["kubernetes", "resources"], severity: .warning,
    summary: "A container has no memory limit.",
    rationale: """
      When memory runs out on a node, the kernel ends some process, and it may be that of a neighbour. With a limit it
      is the one that grew.
      """,
    help: "Set `resources.limits.memory` to what the container needs at its busiest.",
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
        """),
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
                limits: { memory: ‹0› }
        """),
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
                  memory: 128Mi
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  private static let demand = ResourceDemand(bounds: [.limits], resource: "memory")

  package func check(_ manifest: Manifest) -> [Finding] {
    Self.demand.lacking(in: manifest).map { placed, zero in
      manifest.finding(Self.info, message(placed), at: zero?.range ?? placed.container.spot)
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) has no memory limit: it may take all memory of its node"
}
