package import Linting
package import Workloads

/// A container that may change its own programs.
package struct WritableRootFilesystem: Rule {
  package static let info = RuleInfo(
    name: "writable-root-filesystem",
    aliases: [
      "kube-linter:no-read-only-root-fs", "kube-score:container-security-context-readonlyrootfilesystem",
      "polaris:notReadOnlyRootFilesystem", "KSV-0014",
    ],
    groups: ["kubernetes", "security"], severity: .info, fix: .unsafe, fixYieldsTo: ["unwritable-runtime-path"],
    summary: "A container may write to its root file system.",
    rationale: """
      Whoever breaks in can then change programs and leave others behind. A program that writes needs mounts for that
      before the file system is made read-only.
      """,
    help: "Set `readOnlyRootFilesystem: true` on the container, and mount an emptyDir where it writes.",
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
                  readOnlyRootFilesystem: true
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
                readOnlyRootFilesystem: true
        """)
    ],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.completeContainers.compactMap { placed in
      let setting = placed.container.security.readOnlyRootFilesystem
      guard setting?.flag != true, placed.container.role != .ephemeral else { return nil }
      var finding = manifest.finding(Self.info, message(placed), at: setting?.range ?? placed.container.spot)
      finding.fix = manifest.fix(
        setting: "securityContext", "readOnlyRootFilesystem", to: .flag(true), in: placed.container.node)
      return finding
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) may write to its root file system"
}
