package import Linting
package import Workloads

/// A container without a seccomp profile.
package struct SeccompProfileMissing: Rule {
  package static let info = RuleInfo(
    name: "seccomp-profile-missing",
    aliases: [
      "kube-score:container-seccomp-profile", "polaris:linuxHardening", "KSV-0030", "PSS:seccompProfile_restricted",
    ],
    groups: ["kubernetes", "security"], severity: .info, fix: .unsafe,
    summary: "A container has no seccomp profile.",
    rationale: """
      Without one it may call every function of the kernel; the default of the runtime takes away some fifty that
      hardly a program needs and that many holes are in. Kubelets may be set to have it by default.
      """,
    help: "Set `seccompProfile: { type: RuntimeDefault }` for the pod.",
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
                  seccompProfile:
                    type: RuntimeDefault
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
          securityContext:
            seccompProfile:
              type: RuntimeDefault
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/tutorials/security/seccomp/",
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.completeContainers.compactMap { placed in
      let pod = placed.workload.pod
      guard placed.container.security.seccompType == nil, !pod.spec.isForWindows,
        !pod.annotations.contains(where: { SeccompAnnotation.isProfile($0, of: placed.container) })
      else { return nil }
      var finding = manifest.finding(Self.info, message(placed), at: placed.container.spot)
      finding.fix = manifest.fix(
        setting: "securityContext", "seccompProfile", "type", to: .word("RuntimeDefault"), in: placed.container.node)
      return finding
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) has no seccomp profile, so that it may call every function of the kernel"
}
