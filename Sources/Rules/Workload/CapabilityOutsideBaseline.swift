package import Linting
package import Workloads

/// A capability that the baseline level does not allow.
package struct CapabilityOutsideBaseline: Rule {
  package static let info = RuleInfo(
    name: "capability-outside-baseline",
    aliases: ["KSV-0022", "PSS:capabilities_baseline"],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A capability is added that the baseline level of the pod security standards does not allow.",
    rationale: """
      The thirteen capabilities of the baseline are those that runtimes give anyway; each further one is a right over
      the node or over other containers.
      """,
    help: "Remove it, or run the program where such rights are expected.",
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
                capabilities:
                  add: [NET_BIND_SERVICE, ‹SYS_TIME›]
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
                capabilities:
                  add: [NET_BIND_SERVICE, CHOWN]
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ])

  package init() {}

  private static let allowed: Set = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
    "SETGID",
    "SETPCAP", "SETUID", "SYS_CHROOT",
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      placed.container.security.addedCapabilities.compactMap { added in
        let name = Capability.name(of: added)
        if !Self.allowed.contains(name) { return manifest.finding(Self.info, message(placed, name), at: added.range) }
        guard let written = added.text, written != name else { return nil }
        // Runtimes know the name in this form, too; the standard compares letters.
        var finding = manifest.finding(
          Self.info, message(placed, written), at: added.range, aliases: ["PSS:capabilities_baseline"])
        finding.isOwn = false
        return finding
      }
    }
  }
}

private func message(_ placed: PlacedContainer, _ name: String) -> String {
  "the \(placed.title) adds \(name), which the baseline level does not allow"
}
