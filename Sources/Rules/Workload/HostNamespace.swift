package import Linting
package import Workloads

/// A pod that shares a namespace of its node.
package struct HostNamespace: Rule {
  package static let info = RuleInfo(
    name: "host-namespace",
    aliases: [
      "kube-linter:host-pid", "kube-linter:host-ipc", "kube-linter:host-network", "polaris:hostPIDSet",
      "polaris:hostIPCSet", "polaris:hostNetworkSet", "KSV-0008", "KSV-0009", "KSV-0010", "PSS:hostNamespaces",
    ],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A pod shares the processes, the IPC or the network of its node.",
    rationale: """
      With the processes of the node a pod sees their environment and can signal them; with its network it reaches
      what listens on localhost alone, and network policies do not hold. Ignore it for agents that watch the node.
      """,
    help: "Remove the setting, or set it to false.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: ‹true›
          hostPID: ‹true›
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
          hostNetwork: false
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"])

  package init() {}

  private static let namespaces = [
    (key: "hostPID", what: "the processes", peer: "host-pid", number: "KSV-0010"),
    (key: "hostIPC", what: "the shared memory", peer: "host-ipc", number: "KSV-0008"),
    (key: "hostNetwork", what: "the network", peer: "host-network", number: "KSV-0009"),
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      Self.namespaces.compactMap { namespace in
        guard let setting = workload.pod.spec.node?[namespace.key], setting.flag == true else { return nil }
        let aliases = [
          "kube-linter:\(namespace.peer)", "polaris:\(namespace.key)Set", namespace.number, "PSS:hostNamespaces",
        ]
        return manifest.finding(
          Self.info, message(workload, namespace.what), at: setting.range,
          aliases: Self.info.aliases.filter(aliases.contains))
      }
    }
  }
}

private func message(_ workload: Workload, _ what: String) -> String {
  "the pods of \(workload.object.title) share \(what) of their node"
}
