package import Linting
package import Workloads

/// A server that nobody restarts.
package struct LivenessProbeMissing: Rule {
  package static let info = RuleInfo(
    name: "liveness-probe-missing",
    aliases: ["kube-linter:no-liveness-probe", "kube-score:pod-probes", "polaris:livenessProbeMissing"],
    groups: ["kubernetes", "probes"], severity: .info,
    summary: "A container that serves has no liveness probe.",
    rationale: """
      When it hangs, it stays as it is until somebody notices. Ignore it for programs that end themselves when
      something is wrong.
      """,
    help: "Add a `livenessProbe` that asks the process alone, not what it depends on.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: ‹web›
                  image: shop/web:1.4.2
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
                  livenessProbe:
                    httpGet:
                      path: /health
                      port: 8080
        """)
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.completeContainers.compactMap { placed in
      guard placed.container.role == .regular, placed.container.probe(.liveness) == nil,
        placed.workload.serves(in: manifest.bundle)
      else { return nil }
      let isMissed = Self.isMissed(of: placed.workload, in: manifest.bundle)
      return manifest.finding(
        Self.info, message(placed), at: placed.container.spot,
        aliases: Self.info.aliases.filter { isMissed || $0 != "kube-score:pod-probes" })
    }
  }

  /// Whether kube-score misses a probe: it asks pods that a Service selects or that have an account, and is content with one
  /// container.
  private static func isMissed(of workload: Workload, in bundle: Bundle) -> Bool {
    workload.pod.spec.containers.allSatisfy { $0.probe(.liveness) == nil }
      && (bundle.service(selecting: workload) != nil || workload.pod.spec.serviceAccountName != nil)
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the \(placed.title) has no livenessProbe: when it hangs, nobody restarts it"
}

extension Workload {
  /// Whether its pods are there to answer, and not to do some work and end.
  fileprivate func serves(in bundle: Bundle) -> Bool {
    !kind.runsToCompletion && (kind != .pod || bundle.service(selecting: self) != nil)
  }
}
