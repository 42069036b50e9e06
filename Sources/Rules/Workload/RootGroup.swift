package import Linting
package import Workloads

/// A container in the group of root.
package struct RootGroup: Rule {
  package static let info = RuleInfo(
    name: "root-group",
    aliases: ["KSV-0116"],
    groups: ["kubernetes", "security", "user"], severity: .info,
    summary: "A container runs in the group of root, or its volumes belong to it.",
    rationale: """
      Files that only root's group may read or write are open to such a process. Images made for arbitrary users rely
      on it: ignore it there.
      """,
    help: "Take a group above 0.",
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
              securityContext:
                runAsGroup: ‹0›
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            fsGroup: ‹0›
            supplementalGroups: [2000, ‹0›]
          containers:
            - name: web
              image: shop/web:1.4.2
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
          securityContext:
            runAsGroup: 1001
            fsGroup: 1001
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let context = workload.pod.spec.securityContext
      let containers = workload.pod.spec.containers
      let own = containers.compactMap { $0.security.container?["runAsGroup"] }
      // What each container says for itself the pod does not say for any.
      let group = own.count == containers.count && !own.isEmpty ? nil : context?["runAsGroup"]
      let podWide =
        [group, context?["fsGroup"]].compactMap { $0 } + (context?["supplementalGroups"]?.items ?? [])
      return (podWide + own).filter { $0.integer == 0 }.map {
        manifest.finding(Self.info, message(workload), at: $0.range)
      }
    }
  }
}

private func message(_ workload: Workload) -> String {
  "a group of \(workload.object.title) is 0, that of root: expected one above"
}
