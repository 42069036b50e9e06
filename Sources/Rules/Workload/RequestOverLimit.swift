package import Linting
package import Workloads

/// A request above its limit.
package struct RequestOverLimit: Rule {
  package static let info = RuleInfo(
    name: "request-over-limit",
    groups: ["kubernetes", "resources"], severity: .error,
    summary: "A container asks for more than its limit allows.",
    rationale: """
      The API refuses such a pod. A StatefulSet is accepted and then has no pod at all. A request equal to its limit
      is allowed.
      """,
    help: "Lower the request, or raise the limit.",
    bad: [
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
                  memory: ‹600M›
                limits:
                  memory: 512Mi
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
                requests: { memory: 536870912, cpu: 0.5 }
                limits: { memory: 512Mi, cpu: 500m }
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      findings(in: placed.container.node["resources"], of: "the \(placed.title)", placed.workload, manifest)
    }
      + manifest.workloads.flatMap { workload in
        findings(
          in: workload.pod.spec.node?["resources"], of: "the pod of \(workload.object.title)", workload, manifest)
      }
  }

  private func findings(
    in resources: YAMLNode?, of title: String, _ workload: Workload, _ manifest: Manifest
  ) -> [Finding] {
    (resources?["requests"]?.entries ?? []).compactMap { entry in
      guard let limit = resources?["limits", entry.key], let most = limit.quantity,
        let asked = entry.value.quantity, asked > most
      else { return nil }
      var finding = manifest.finding(
        Self.info, message(title, entry.key, entry.value.text ?? "", limit.text ?? ""), at: entry.value.range,
        keeping: workload.object, in: workload.stateOfRefusedPods)
      finding.notes = [manifest.note("the limit", at: limit.range, of: workload.object)]
      return finding
    }
  }
}

private func message(_ title: String, _ resource: String, _ asked: String, _ most: String) -> String {
  "Request cannot exceed limit: \(title) asks for \(resource) \(asked), and its limit is \(most)"
}
