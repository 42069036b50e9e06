package import Linting
package import Workloads

/// A container that may fill the disk of its node.
package struct EphemeralStorageUnbounded: Rule {
  package static let info = RuleInfo(
    name: "ephemeral-storage-unbounded",
    aliases: ["kube-score:container-ephemeral-storage-request-and-limit"],
    groups: ["kubernetes", "resources"], severity: .info,
    summary: "A container has no limit for ephemeral storage.",
    rationale: """
      Logs and files that it writes lie on the disk of the node: when that is full, pods are evicted, and not always
      the one that filled it.
      """,
    help: "Set `resources.limits.ephemeral-storage`.",
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
                  ephemeral-storage: 1Gi
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  private static let demand = ResourceDemand(bounds: [.limits], resource: "ephemeral-storage")

  package func check(_ manifest: Manifest) -> [Finding] {
    Self.demand.lacking(in: manifest).map { placed, zero in
      manifest.finding(Self.info, message(placed), at: zero?.range ?? placed.container.spot)
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) has no limit for ephemeral storage: it may fill the disk of its node"
}
