package import Linting
internal import Workloads

/// A probe or hook names a port that its own container does not declare.
package struct UnresolvedNamedPort: Rule {
  package static let info = RuleInfo(
    name: "unresolved-named-port", groups: ["kubernetes", "ports", "probes"], severity: .error,
    summary: "A probe or hook names a port that its own container does not declare.",
    rationale: """
      The kubelet looks for the name among the ports of the same container, and nowhere else. The probe then errs \
      instead of failing: a readiness probe never gets the pod ready, and a liveness probe never restarts \
      anything.
      """,
    help: """
      Give the name to a port of the container, or write the number.
      """,
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
              image: shop/web:v1
              ports:
                - { name: http, containerPort: 3000 }
              readinessProbe:
                httpGet: { path: /, port: ‹web› }
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
              image: shop/web:v1
              ports:
                - { name: http, containerPort: 3000 }
              readinessProbe:
                httpGet: { path: /, port: http }
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
              image: shop/web:v1
              readinessProbe:
                httpGet: { path: /, port: 3000 }
        """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in
      (launch.container.probes + launch.container.hooks).compactMap { probe -> Finding? in
        guard let node = probe.port, case .name(let name)? = PortReference(node),
          !launch.container.ports.contains(where: { $0.name?.text == name })
        else { return nil }
        return launch.finding(Self.info, state(probe.kind), message(probe.kind, name, launch), at: node.range)
      }
    }
  }

  private func state(_ kind: Probe.Kind) -> PodState {
    switch kind {
    case .startup, .readiness: .neverReady
    case .postStart: .crashLoop
    case .liveness: .useless
    case .preStop: .atRisk
    }
  }
}

private func message(_ kind: Probe.Kind, _ name: String, _ launch: Launch) -> String {
  let names = listOnce(launch.container.ports.lazy.compactMap { $0.name?.text })
  let known = names.isEmpty ? "" : " (it has \(names))"
  switch kind {
  case .liveness, .preStop:
    return "its \(kind.rawValue) never works: no port of the container is called “\(name)”\(known)"
  case .startup, .readiness, .postStart:
    return "its \(kind.rawValue) asks the port “\(name)”, and no port of the container is called so\(known)"
  }
}
