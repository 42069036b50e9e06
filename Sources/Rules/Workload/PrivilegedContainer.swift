package import Linting
package import Workloads

/// A container with `privileged: true`.
package struct PrivilegedContainer: Rule {
  package static let info = RuleInfo(
    name: "privileged-container",
    aliases: [
      "kube-linter:privileged-container", "kube-score:container-security-context-privileged", "polaris:runAsPrivileged",
      "KSV-0017", "PSS:privileged",
    ],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A container is privileged.",
    rationale: """
      A privileged container has all capabilities, sees the devices of its node and is held back by neither seccomp nor AppArmor:
      whoever breaks into it owns the node. Ignore it for the few programs that manage nodes, such as network plugins.
      """,
    help: "Remove `privileged`; add the one capability that the program needs, if it needs any.",
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
                privileged: ‹true›
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
                privileged: false
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.compactMap { placed in
      guard let setting = placed.container.security.privileged, setting.flag == true else { return nil }
      return manifest.finding(Self.info, message(placed), at: setting.range)
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) is privileged: it has every right on its node"
}
