package import Linting
package import Workloads

/// A container that asks for no memory.
package struct MemoryRequestMissing: Rule {
  package static let info = RuleInfo(
    name: "memory-request-missing",
    aliases: ["kube-score:container-resources", "polaris:memoryRequestsMissing", "KSV-0016"],
    groups: ["kubernetes", "resources"], severity: .info,
    summary: "A container asks for no memory, by request or by limit.",
    rationale: """
      The scheduler then places the pod on any node, full or not, and it is among the first to be evicted. A limit
      alone is enough: it counts as request.
      """,
    help: "Set `resources.requests.memory` to what the container usually needs.",
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
                requests:
                  memory: 128Mi
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  private static let demand = ResourceDemand(bounds: [.requests, .limits], resource: "memory")

  package func check(_ manifest: Manifest) -> [Finding] {
    Self.demand.lacking(in: manifest).map { placed, zero in
      manifest.finding(Self.info, message(placed), at: zero?.range ?? placed.container.spot)
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) asks for no memory, so that any node will do"
}
