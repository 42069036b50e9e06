package import Linting
package import Workloads

/// A label of SELinux that leads out.
package struct CustomSelinuxOption: Rule {
  package static let info = RuleInfo(
    name: "custom-selinux-option",
    aliases: ["KSV-0025", "PSS:seLinuxOptions"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "SELinux options name a user, a role, or a type that is not a container's.",
    rationale: """
      Such a label decides what a container may touch on its node; the baseline level of the pod security standards
      leaves only the types of containers.
      """,
    help: """
      Remove user and role, and take one of container_t, container_init_t, container_kvm_t and container_engine_t, or \
      none.
      """,
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
                seLinuxOptions:
                  type: ‹spc_t›
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
              securityContext:
                seLinuxOptions:
                  type: container_t
                  level: "s0:c1,c2"
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"])

  package init() {}

  private static let types: Set = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let contexts = [workload.pod.spec.securityContext] + workload.pod.spec.containers.map(\.security.container)
      let options = contexts.compactMap { $0?["seLinuxOptions"] }
      let values = options.flatMap { option in
        [option["type"]].compactMap { $0 }.filter { !Self.types.contains($0.text ?? "") }
          + [option["user"], option["role"]].compactMap { $0 }.filter { $0.text?.isEmpty == false }
      }
      return values.map { manifest.finding(Self.info, message(workload, $0.text ?? ""), at: $0.range) }
    }
  }
}

private func message(_ workload: Workload, _ value: String) -> String {
  "\(workload.object.title) has the SELinux option \(value), which is not a container's"
}
