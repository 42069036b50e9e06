package import Linting
package import Workloads

/// A capability that is nearly as good as the node.
package struct DangerousCapability: Rule {
  package static let info = RuleInfo(
    name: "dangerous-capability",
    aliases: ["polaris:dangerousCapabilities", "KSV-0005", "KSV-0119", "KSV-0120"],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A capability is added with which a container can take over its node or network.",
    rationale: """
      SYS_ADMIN, SYS_MODULE, SYS_PTRACE, BPF and their like lead out of the container, NET_ADMIN and NET_RAW into the
      traffic of others. Ignore it for the agents and network plugins that are built on them.
      """,
    help: "Remove it; most programs ask for it out of habit.",
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
                  add: [‹SYS_ADMIN›]
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
                  add: [NET_BIND_SERVICE]
        """)
    ],
    silences: ["capability-outside-baseline"],
    references: [
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
    ])

  package init() {}

  private static let rights: [String: String] = [
    "ALL": "every right there is", "SYS_ADMIN": "mounts, namespaces and devices",
    "NET_ADMIN": "the network's configuration",
    "SYS_MODULE": "code in the kernel", "SYS_PTRACE": "the memory of other processes", "NET_RAW": "forged packets",
    "BPF": "programs in the kernel", "PERFMON": "what the kernel does", "SYS_RAWIO": "the memory of the machine",
    "DAC_READ_SEARCH": "every file of the node", "SYS_BOOT": "a restart of the node",
    "MAC_ADMIN": "the rules of AppArmor and SELinux", "SYSLOG": "addresses of the kernel",
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      placed.container.security.addedCapabilities.compactMap { capability in
        let name = Capability.name(of: capability)
        guard let right = Self.rights[name] else { return nil }
        return manifest.finding(
          Self.info, message(placed, name, right), at: capability.range, aliases: aliases(of: name))
      }
    }
  }

  private func aliases(of name: String) -> [String] {
    Self.info.aliases.filter { alias in
      switch alias {
      case "KSV-0005": ["ALL", "SYS_ADMIN"].contains(name)
      case "KSV-0119": name == "NET_RAW"
      case "KSV-0120": name == "SYS_MODULE"
      default: ["ALL", "SYS_ADMIN", "NET_ADMIN"].contains(name)
      }
    }
  }
}

private func message(_ placed: PlacedContainer, _ name: String, _ right: String) -> String {
  "the \(placed.title) adds \(name): \(right)"
}
