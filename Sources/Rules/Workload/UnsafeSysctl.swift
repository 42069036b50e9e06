package import Linting
package import Workloads

/// A setting of the kernel that is not the pod's alone.
package struct UnsafeSysctl: Rule {
  package static let info = RuleInfo(
    name: "unsafe-sysctl",
    aliases: ["kube-linter:unsafe-sysctls", "KSV-0026", "PSS:sysctls"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "A sysctl is set that is not among the safe ones.",
    rationale: """
      An unsafe one may change the kernel for all pods of the node, and the kubelet refuses the pod unless it was told
      to let it pass.
      """,
    help: "Remove it, or set it on the node.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            sysctls:
              - name: ‹kernel.msgmax›
                value: "65536"
          containers:
            - name: web
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
          securityContext:
            sysctls:
              - name: net.ipv4.ip_unprivileged_port_start
                value: "80"
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/",
    ])

  package init() {}

  /// Those of Kubernetes 1.32 and later.
  private static let safe: Set = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      (workload.pod.spec.securityContext?["sysctls"]?.items ?? []).compactMap { setting in
        guard let name = setting["name"], let text = name.text, !Self.safe.contains(text) else { return nil }
        return manifest.finding(Self.info, message(workload, text), at: name.range)
      }
    }
  }
}

private func message(_ workload: Workload, _ name: String) -> String {
  "\(workload.object.title) sets \(name), which is not among the safe sysctls"
}
