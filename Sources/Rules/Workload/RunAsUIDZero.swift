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
      let isPodWide = { (container: Container) in container.security.container?["runAsUser"] == nil }
      let podWide = workload.pod.spec.securityContext?["runAsUser"].map {
        ($0, containers.indices.filter { isPodWide(containers[$0]) })
      }
      let own = containers.indices.compactMap { index in
        containers[index].security.container?["runAsUser"].map { ($0, [index]) }
      }
      return ([podWide].compactMap { $0 } + own).filter { $0.0.integer == 0 }.map { setting, under in
        let stuck = under.first { containers[$0].security.runAsNonRoot?.flag == true }
        var finding = manifest.finding(Self.info, message(workload, neverStarts: stuck != nil), at: setting.range)
        finding.effect = stuck.map { effect(on: workload, $0) }
        // No container is of that user, but the level refuses it for the pod as well.
        if under.isEmpty, !containers.isEmpty {
          finding.isOwn = false
          finding.aliases = ["PSS:runAsUser"]
        }
        return finding
      }
    }
  }

  private func effect(on workload: Workload, _ index: Int) -> RolloutEffect {
    RolloutEffect(
      workload: workload.object.start, container: workload.pod.spec.containers[index].name,
      turn: workload.pod.spec.turn(ofContainerAt: index), state: .configError)
  }
}

private func message(_ workload: Workload, neverStarts: Bool) -> String {
  neverStarts
    ? "\(workload.object.title) asks for user 0 and forbids root: its container stays in CreateContainerConfigError"
    : "\(workload.object.title) asks for user 0, which is root"
}
