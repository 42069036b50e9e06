package import Linting
package import Workloads

/// A container that asks for no CPU.
package struct CPURequestMissing: Rule {
  package static let info = RuleInfo(
    name: "cpu-request-missing",
    aliases: [
      "kube-linter:unset-cpu-requirements", "kube-score:container-resources", "polaris:cpuRequestsMissing", "KSV-0015",
    ],
    groups: ["kubernetes", "resources"], severity: .info,
    summary: "A container asks for no CPU, by request or by limit.",
    rationale: "On a busy node it then gets what others leave over. A limit alone is enough: it counts as request.",
    help: "Set `resources.requests.cpu` to what the container usually needs.",
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

  private static let demand = ResourceDemand(bounds: [.requests, .limits], resource: "cpu")

  package func check(_ manifest: Manifest) -> [Finding] {
    Self.demand.lacking(in: manifest).map { placed, zero in
      manifest.finding(Self.info, message(placed), at: zero?.range ?? placed.container.spot)
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) asks for no CPU, so that it gets what others leave over"
}
