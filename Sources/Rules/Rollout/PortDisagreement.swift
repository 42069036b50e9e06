internal import Dockerfile
package import Linting
internal import Workloads

/// A probe or a Service asks another port than the process listens on.
package struct PortDisagreement: Rule {
  package static let info = RuleInfo(
    name: "port-disagreement", groups: ["kubernetes", "ports"], severity: .warning,
    summary: "A probe or a Service asks another port than the process listens on.",
    rationale: """
      containerPort and EXPOSE open nothing; the process listens where its flags or its variables say. Who asks \
      another port is refused. Ports that another container of the pod declares or listens on are left alone.
      """,
    help: """
      Write the port that the process listens on, or give the process the other one.
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
              readinessProbe:
                httpGet: { path: /, port: ‹8080› }
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node", "server.js", "--port", "3000"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              ports:
                - { name: http, containerPort: ‹80› }
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: { app: web }
          ports:
            - port: 80
              targetPort: http
        """,
        image: """
          tag: shop/web:v1
          env: PORT=3000
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              image: shop/web:v1
              readinessProbe:
                httpGet: { path: /, port: 3000 }
        """,
        image: """
          tag: shop/web:v1
          env: PORT=3000
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
                httpGet: { path: /, port: 8080 }
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
      "https://kubernetes.io/docs/concepts/services-networking/service/",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      let ports = launch.listeningPorts
      guard !ports.isEmpty, launch.container.role != .initial else { return [] }
      return probes(of: launch, ports) + services(of: launch, ports)
    }
  }

  private func probes(of launch: Launch, _ ports: [ListeningPort]) -> [Finding] {
    launch.container.probes.compactMap { probe in
      guard let node = probe.port, probe.host == nil, let number = PortReference(node).flatMap(launch.number),
        !ports.contains(where: { $0.number == number }), !launch.isPortOfAnother(number),
        !launch.mayListen(on: number, beside: ports)
      else { return nil }
      return launch.finding(
        Self.info, probe.kind == .readiness ? .neverReady : .restarting, certain: false,
        "its \(probe.kind.rawValue) asks port \(number), and \(listens(ports))", at: node.range, origin: origin(launch))
    }
  }

  /// Of the Services that lead to a port of this container.
  private func services(of launch: Launch, _ ports: [ListeningPort]) -> [Finding] {
    var seen: Set<Int> = []
    let own = DeclaredNumbers(of: launch.container)
    return launch.manifest.bundle.services(selecting: launch.workload).flatMap { service in
      service.ports.compactMap { port -> Finding? in
        guard let number = port.target.flatMap(own.number),
          let declared = own.ports[number]?.node["containerPort"],
          !ports.contains(where: { $0.number == number }), !launch.mayListen(on: number, beside: ports),
          seen.insert(number).inserted
        else { return nil }
        var finding = launch.finding(
          Self.info, .useless, certain: false, "\(service.object.title) leads to port \(number), and \(listens(ports))",
          at: declared.range, origin: origin(launch))
        finding.notes.append(launch.manifest.note("the Service is here", at: port.node.spot, of: service.object))
        return finding
      }
    }
  }

  private func origin(_ launch: Launch) -> [Finding.Note] { launch.originOfProcess("the process is started here") }
}

private func listens(_ ports: [ListeningPort]) -> String {
  "the process listens on \(ports.map { "\($0.number) (\($0.source))" }.joined(separator: ", "))"
}
