package import Linting
package import Workloads

/// A probe that asks another host than its pod.
package struct ProbeHostSet: Rule {
  package static let info = RuleInfo(
    name: "probe-host-set",
    aliases: ["PSS:hostProbesAndHostLifecycle"],
    groups: ["kubernetes", "security"], severity: .info,
    summary: "A probe or hook names a host of its own.",
    rationale: """
      The kubelet then sends its request to any address of the cluster, from the node: a way around network policies.
      The answer says nothing of the container.
      """,
    help: "Remove `host`: without it the pod itself is asked.",
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
              livenessProbe:
                httpGet:
                  port: 8080
                  host: ‹10.0.0.7›
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
              livenessProbe:
                httpGet:
                  port: 8080
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      (placed.container.probes + placed.container.hooks).compactMap { probe in
        guard let host = probe.host, let text = host.text, !text.isEmpty else { return nil }
        return manifest.finding(Self.info, message(placed, probe.kind, text), at: host.range)
      }
    }
  }
}

private func message(_ placed: PlacedContainer, _ kind: Probe.Kind, _ host: String) -> String {
  "the \(kind.rawValue) of the \(placed.title) asks \(host) in the place of its pod"
}
