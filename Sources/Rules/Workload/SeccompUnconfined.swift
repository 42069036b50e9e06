package import Linting
package import Workloads

/// A container with every function of the kernel.
package struct SeccompUnconfined: Rule {
  package static let info = RuleInfo(
    name: "seccomp-unconfined",
    aliases: ["KSV-0104", "PSS:seccompProfile_baseline"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "The seccomp profile is Unconfined.",
    rationale: """
      Every function of the kernel is then open to the container, among them those that holes have been found in.
      Ignore it for programs that trace others, and look for a profile of their own.
      """,
    help: "Set `type: RuntimeDefault`, or a profile of the node with `Localhost`.",
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
                seccompProfile:
                  type: ‹Unconfined›
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            seccomp.security.alpha.kubernetes.io/pod: ‹unconfined›
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
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
                seccompProfile:
                  type: RuntimeDefault
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/tutorials/security/seccomp/",
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let spec = workload.pod.spec
      let contexts = [spec.securityContext] + spec.containers.map(\.security.container)
      let fields = contexts.compactMap { $0?["seccompProfile", "type"] }.filter { $0.text == "Unconfined" }
      let annotations = workload.pod.annotations.filter(SeccompAnnotation.isUnconfined).map(\.value)
      return (fields + annotations).map { manifest.finding(Self.info, message(workload), at: $0.range) }
    }
  }
}

private func message(_ workload: Workload) -> String {
  "\(workload.object.title) switches seccomp off: every function of the kernel is open"
}
