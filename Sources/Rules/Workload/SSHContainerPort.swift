package import Linting
package import Workloads

/// A server for logging in.
package struct SSHContainerPort: Rule {
  package static let info = RuleInfo(
    name: "ssh-container-port",
    aliases: ["kube-linter:ssh-port"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "A container says that it listens on port 22.",
    rationale: """
      A server for logging in is one more program to keep safe, with accounts and keys of its own. Ignore it where
      that server is what the image is for.
      """,
    help: "Remove the port and its server; `kubectl exec` looks into a running container.",
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
                - containerPort: ‹22›
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
                - containerPort: 2222
        """)
    ],
    references: ["https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      placed.container.ports.compactMap { port in
        guard let number = port.node["containerPort"], number.integer == 22, port.transport == "TCP" else { return nil }
        return manifest.finding(Self.info, message(placed), at: number.range)
      }
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) listens on port 22, for logging in"
}
