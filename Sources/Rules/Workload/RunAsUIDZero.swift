package import Linting
package import Workloads

/// A manifest that asks for root.
package struct RunAsUIDZero: Rule {
  package static let info = RuleInfo(
    name: "run-as-uid-zero",
    aliases: ["KSV-0105", "PSS:runAsUser"],
    groups: ["kubernetes", "security", "user"], severity: .error,
    summary: "A manifest asks for user 0.",
    rationale: """
      A process of root in a container is root wherever it gets out, and may change all that the container has. With
      `runAsNonRoot: true` beside it the container never starts.
      """,
    help: "Take a number above 0, best the one that the image's files belong to.",
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
                runAsUser: ‹0›
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
            runAsNonRoot: true
          containers:
            - name: web
              image: shop/web:1.4.2
              securityContext:
                runAsUser: 1001
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let containers = workload.pod.spec.containers
      let podWide = workload.pod.spec.securityContext?["runAsUser"].map { setting in
        let under = containers.filter { $0.security.container?["runAsUser"] == nil }
        return (setting, never: under.contains { $0.security.runAsNonRoot?.flag == true })
      }
      let own = containers.compactMap { container in
        container.security.container?["runAsUser"].map { ($0, never: container.security.runAsNonRoot?.flag == true) }
      }
      return ([podWide].compactMap { $0 } + own).filter { $0.0.integer == 0 }.map { setting, never in
        manifest.finding(Self.info, message(workload, neverStarts: never), at: setting.range)
      }
    }
  }
}

private func message(_ workload: Workload, neverStarts: Bool) -> String {
  neverStarts
    ? "\(workload.object.title) asks for user 0 and forbids root: its container stays in CreateContainerConfigError"
    : "\(workload.object.title) asks for user 0, which is root"
}
