package import Linting
package import Workloads

/// A port of the node.
package struct HostPort: Rule {
  package static let info = RuleInfo(
    name: "host-port",
    aliases: ["polaris:hostPortSet", "KSV-0024", "PSS:hostPorts"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "A container takes a port of its node.",
    rationale: """
      Only one such pod fits on a node, so a rollout may find no place for the new one; and the port is open to
      whoever reaches the node. Ignore it for ingress controllers that are meant so.
      """,
    help: "Remove `hostPort` and let a Service lead to the container.",
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
              ports:
                - containerPort: 8080
                  hostPort: ‹80›
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
              ports:
                - containerPort: 8080
                  hostPort: 0
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/concepts/configuration/overview/#services",
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      placed.container.ports.compactMap { port in
        guard let hostPort = port.hostPort, let number = hostPort.integer, number != 0 else { return nil }
        return manifest.finding(Self.info, message(placed, number), at: hostPort.range)
      }
    }
  }
}

private func message(_ placed: PlacedContainer, _ port: Int) -> String {
  "the \(placed.title) takes port \(port) of its node"
}
