package import Linting
package import Workloads

/// A container that sees all of /proc.
package struct UnmaskedProcMount: Rule {
  package static let info = RuleInfo(
    name: "unmasked-proc-mount",
    aliases: ["kube-linter:unsafe-proc-mount", "polaris:procMount", "KSV-0027", "PSS:procMount"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "`procMount` is not Default.",
    rationale: """
      Runtimes hide parts of /proc and make others read-only, because they are of the node and not of the container.
      Ignore it for builders that run in a user namespace.
      """,
    help: "Remove `procMount`.",
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
                procMount: ‹Unmasked›
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
                procMount: Default
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.compactMap { placed in
      guard let setting = placed.container.security.procMount, let text = setting.text, text != "Default" else {
        return nil
      }
      return manifest.finding(Self.info, message(placed, text), at: setting.range)
    }
  }
}

private func message(_ placed: PlacedContainer, _ type: String) -> String {
  "the \(placed.title) has procMount \(type): it sees parts of /proc that are the node's"
}
