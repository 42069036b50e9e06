package import Linting
package import Workloads

/// A liveness probe that is the readiness probe.
package struct IdenticalProbes: Rule {
  package static let info = RuleInfo(
    name: "identical-probes",
    aliases: ["kube-score:pod-probes-identical"],
    groups: ["kubernetes", "probes"], severity: .info,
    summary: "The liveness and the readiness probe of a container are the same.",
    rationale: """
      Under load a container stops to answer for a while. The readiness probe takes the load from it; the same as
      liveness probe restarts it, and the others get its load. Ignore it where a restart is what helps.
      """,
    help: "Ask for less in the liveness probe, or let it fail more often before it counts.",
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
              ports:
                - name: http
                  containerPort: 8080
              livenessProbe:
                ‹h›ttpGet: { path: /health, port: 8080 }
              readinessProbe:
                httpGet: { path: /health, port: http }
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
              livenessProbe:
                httpGet: { path: /health, port: 8080 }
                failureThreshold: 6
              readinessProbe:
                httpGet: { path: /health, port: 8080 }
        """)
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.compactMap { placed in
      let container = placed.container
      guard let liveness = container.probe(.liveness), let readiness = container.probe(.readiness),
        let handler = liveness.handler, let other = readiness.handler,
        resolved(handler, in: container) == resolved(other, in: container), timing(liveness) == timing(readiness)
      else { return nil }
      var finding = manifest.finding(Self.info, message(placed), at: liveness.node.spot)
      finding.notes = [manifest.note("the readiness probe", at: readiness.node.spot, of: placed.workload.object)]
      return finding
    }
  }

  private func timing(_ probe: Probe) -> [Int] {
    [probe.initialDelay, probe.period, probe.timeout, probe.failureThreshold]
  }

  /// The handler with the number of its port in the place of a name.
  private func resolved(_ handler: Probe.Handler, in container: Container) -> Probe.Handler {
    let number = { (port: PortReference?) -> PortReference? in
      guard case .name(let name) = port else { return port }
      return container.ports.first { $0.name?.text == name }?.number.map { .number($0) } ?? port
    }
    return switch handler {
    case .http(let path, let port, let scheme): .http(path: path, port: number(port), scheme: scheme)
    case .tcp(let port): .tcp(number(port))
    case .grpc(let port, let service): .grpc(number(port), service: service)
    case .exec, .sleep: handler
    }
  }
}

private func message(_ placed: PlacedContainer) -> String {
  "the liveness probe of the \(placed.title) is its readiness probe: under load it is restarted"
}
