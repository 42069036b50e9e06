package import Linting
package import Workloads

/// A container that is a process of its Windows node.
package struct WindowsHostProcess: Rule {
  package static let info = RuleInfo(
    name: "windows-host-process",
    aliases: ["polaris:hostProcess", "KSV-0103", "PSS:windowsHostProcess"],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A pod runs as a process of its Windows node.",
    rationale: """
      Such a container has the rights of an account of the node and sees its files. Ignore it for the agents that
      nodes need.
      """,
    help: "Remove `hostProcess`.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            windowsOptions:
              hostProcess: ‹true›
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
            windowsOptions:
              hostProcess: false
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let contexts = [workload.pod.spec.securityContext] + workload.pod.spec.containers.map(\.security.container)
      let settings = contexts.compactMap { $0?["windowsOptions", "hostProcess"] }.filter { $0.flag == true }
      return settings.map { manifest.finding(Self.info, message(workload), at: $0.range) }
    }
  }
}

private func message(_ workload: Workload) -> String {
  "\(workload.object.title) runs as a process of its node"
}
