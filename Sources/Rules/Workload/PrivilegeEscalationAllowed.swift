package import Linting
package import Workloads

/// A container whose processes may gain rights.
package struct PrivilegeEscalationAllowed: Rule {
  package static let info = RuleInfo(
    name: "privilege-escalation-allowed",
    aliases: [
      "kube-linter:privilege-escalation-container", "polaris:privilegeEscalationAllowed", "KSV-0001",
      "PSS:allowPrivilegeEscalation",
    ],
    groups: ["kubernetes", "security"], severity: .warning, fix: .unsafe,
    summary: "A container lets its processes gain more rights than the one that started them.",
    rationale: """
      With `no_new_privs` unset, a setuid program in the image makes root of any user. The setting belongs to the
      container: a pod has none. The default policy speaks where it is written as true; others where it is not false.
      """,
    help: "Set `allowPrivilegeEscalation: false` on the container.",
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
                allowPrivilegeEscalation: ‹true›
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: web
                image: shop/web:1.4.2
                securityContext:
                  allowPrivilegeEscalation: false
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
                allowPrivilegeEscalation: false
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.compactMap { placed in
      let security = placed.container.security
      let setting = security.allowPrivilegeEscalation
      guard setting?.flag != false, setting != nil || placed.container.image != nil,
        !placed.workload.pod.spec.isForWindows
      else { return nil }
      let isOwn = setting?.flag == true
      let isImplied =
        security.privileged?.flag == true
        || security.addedCapabilities.contains { Capability.name(of: $0) == "SYS_ADMIN" }
      var finding = manifest.finding(
        Self.info, message(placed, isWritten: isOwn), at: setting?.range ?? placed.container.spot,
        aliases: Self.info.aliases.filter { !$0.hasPrefix("kube-linter:") || isOwn || isImplied })
      finding.isOwn = isOwn
      // Where the right is implied, the API refuses `false`.
      if !isImplied {
        finding.fix = manifest.fix(
          setting: "securityContext", "allowPrivilegeEscalation", to: .flag(false), in: placed.container.node)
      }
      return finding
    }
  }
}

private func message(_ placed: PlacedContainer, isWritten: Bool) -> String {
  isWritten
    ? "the processes of the \(placed.title) may gain rights"
    : "nothing keeps the processes of the \(placed.title) from gaining rights"
}
