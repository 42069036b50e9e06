package import Linting
internal import Workloads

/// A Service leads to a port that no container of its pods declares or listens on.
package struct UnservedServicePort: Rule {
  package static let info = RuleInfo(
    name: "unserved-service-port", groups: ["kubernetes", "ports"], severity: .warning,
    summary: "A Service leads to a port that no container of its pods declares or listens on.",
    rationale: """
      The rollout succeeds and the traffic fails: the Service has endpoints, and whoever calls them is refused. \
      Named ports are the affair of unresolved-target-port.
      """,
    help: """
      Set targetPort to the port that the container listens on.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: { app: web }
        spec:
          containers:
            - name: web
              image: shop/web:v1
              ports:
                - containerPort: 3000
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: { app: web }
          ports:
            - port: 80
              targetPort: ‹8080›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: { app: web }
        spec:
          containers:
            - name: web
              image: shop/web:v1
              ports:
                - containerPort: 3000
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: { app: web }
          ports:
            - port: 80
              targetPort: 3000
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: { app: web }
        spec:
          containers:
            - name: web
              image: shop/web:v1
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: { app: web }
          ports:
            - port: 80
              targetPort: 8080
        """),
    ],
    silences: [UnresolvedTargetPort.info.name],
    references: ["https://kubernetes.io/docs/concepts/services-networking/service/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    var known: [ObjectPlace: Set<Int>] = [:]
    let lacks = { (workload: Workload, number: Int) in
      let ports = known[workload.object.start] ?? ports(of: workload, rollout)
      known[workload.object.start] = ports
      return !ports.isEmpty && !ports.contains(number)
    }
    return rollout.manifest.services.flatMap { service -> [Finding] in
      guard !service.selector.isEmpty, service.type != "ExternalName" else { return [] }
      let workloads = rollout.manifest.bundle.workloads(selectedBy: service)
      return service.ports.compactMap { port in
        guard case .number(let number)? = port.target, port.transport == "TCP",
          let unserved = workloads.first(where: { lacks($0, number) })
        else { return nil }
        let place = (port.targetNode ?? port.node["port"])?.range ?? port.node.spot
        var finding = rollout.manifest.finding(Self.info, message(service, number, unserved), at: place)
        finding.effect = RolloutEffect(workload: unserved.object.start, state: .useless, isCertain: false)
        return finding
      }
    }
  }

  /// The ports that somebody in the pod has; empty where nobody says any, so that nobody knows.
  private func ports(of workload: Workload, _ rollout: Rollout) -> Set<Int> {
    let declared = workload.pod.spec.servingContainers.flatMap(\.ports).compactMap(\.number)
    let strong = rollout.launches(of: workload).flatMap(\.listeningPorts).map(\.number)
    return Set(declared + strong)
  }
}

private func message(_ service: Service, _ number: Int, _ workload: Workload) -> String {
  "\(service.object.title) leads to port \(number), which no container of \(workload.object.title) declares or listens on"
}
