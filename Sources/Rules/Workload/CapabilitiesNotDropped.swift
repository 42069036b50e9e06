package import Linting
package import Workloads

/// A container that keeps the capabilities of its runtime.
package struct CapabilitiesNotDropped: Rule {
  package static let info = RuleInfo(
    name: "capabilities-not-dropped",
    aliases: [
      "kube-linter:drop-net-raw-capability", "polaris:insecureCapabilities", "KSV-0003", "KSV-0004", "KSV-0106",
      "PSS:capabilities_restricted",
    ],
    groups: ["kubernetes", "security"], severity: .warning, fix: .unsafe,
    summary: "A container does not drop all capabilities, or adds more than the right to low ports.",
    rationale: """
      Runtimes give a container fourteen capabilities, among them raw sockets, files of other owners and device nodes.
      Hardly a server needs one of them. Ignore it for programs that manage the node or its network.
      """,
    help: "Set `capabilities: { drop: [ALL] }` on the container, and add back the one that it needs.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: ‹web›
              image: shop/web:1.4.2
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
                  capabilities:
                    drop: [ALL]
          """),
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
                  drop: ‹[›NET_RAW]
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
                  capabilities:
                    drop: [ALL, NET_RAW]
          """),
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
                  drop: [ALL]
                  add: [‹CHOWN›]
        """),
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
                  drop: [ALL]
                  add: [NET_BIND_SERVICE]
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.filter { !$0.workload.pod.spec.isForWindows }.flatMap { placed -> [Finding] in
      let security = placed.container.security
      let dropped = security.droppedCapabilities
      let names = Set(dropped.map(Capability.name))
      var findings = security.addedCapabilities.filter { Capability.name(of: $0) != "NET_BIND_SERVICE" }.map {
        manifest.finding(
          Self.info, message(placed, adds: Capability.name(of: $0)), at: $0.range, aliases: aliases([.added]))
      }
      // The standard wants the name as it is, runtimes do not care.
      findings += security.addedCapabilities.filter {
        Capability.name(of: $0) == "NET_BIND_SERVICE" && $0.text != "NET_BIND_SERVICE"
      }.map {
        var finding = manifest.finding(
          Self.info, message(placed, adds: $0.text ?? ""), at: $0.range, aliases: ["PSS:capabilities_restricted"])
        finding.isOwn = false
        return finding
      }
      if names.contains("ALL"), !dropped.contains(where: { $0.text == "ALL" }) {
        // The standard wants it in capitals, runtimes do not care.
        var finding = manifest.finding(
          Self.info, message(placed), at: dropped.first?.range ?? placed.container.spot,
          aliases: ["PSS:capabilities_restricted"])
        finding.isOwn = false
        findings.append(finding)
      }
      if !names.contains("ALL"), placed.container.image != nil {
        var faults: Set<Fault> = [.kept]
        if dropped.isEmpty { faults.insert(.nothingDropped) }
        if !names.contains("NET_RAW") { faults.insert(.rawKept) }
        let list = security.container?["capabilities", "drop"]
        var finding = manifest.finding(
          Self.info, message(placed), at: list?.spot ?? placed.container.spot, aliases: aliases(faults))
        finding.fix =
          if let list {
            Fix(.unsafe, all: [EditYAML(manifest.source).prepend("ALL", to: list)])
          } else {
            manifest.fix(
              setting: "securityContext", "capabilities", "drop", to: .list(["ALL"]), in: placed.container.node)
          }
        findings.append(finding)
      }
      return findings
    }
  }

  private enum Fault: Hashable {
    case added
    case kept
    case nothingDropped
    case rawKept
  }

  /// Which of the peers see one of these faults.
  private func aliases(_ faults: Set<Fault>) -> [String] {
    Self.info.aliases.filter { alias in
      switch alias {
      case "kube-linter:drop-net-raw-capability": faults.contains(.rawKept)
      case "KSV-0003": faults.contains(.kept)
      case "KSV-0004": faults.contains(.nothingDropped)
      default: true
      }
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) keeps capabilities that it may not need: expected `drop: [ALL]`"
}

private func message(_ placed: PlacedContainer, adds name: String) -> String {
  "the \(placed.title) adds \(name): expected no more than NET_BIND_SERVICE"
}
