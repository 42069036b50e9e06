internal import Dockerfile
package import Linting
internal import Workloads

/// The process listens on the loopback address, where neither probes nor Services reach it.
package struct LoopbackListener: Rule {
  package static let info = RuleInfo(
    name: "loopback-listener", groups: ["kubernetes", "ports"], severity: .error,
    summary: "The process listens on the loopback address, where neither probes nor Services reach it.",
    rationale: """
      Probes of the kubelet and the traffic of a Service come to the address of the pod. What listens on 127.0.0.1 \
      refuses them, however healthy it is. Several servers do so unless they are told otherwise: for these the \
      finding is a warning.
      """,
    help: """
      Let the server listen on 0.0.0.0 (or ::).
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
              command: ‹[›node, server.js, --host, 127.0.0.1]
              readinessProbe:
                httpGet: { path: /, port: 3000 }
        """,
        image: """
          tag: shop/web:v1
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
              image: ‹shop/web:v1›
              readinessProbe:
                tcpSocket: { port: 8000 }
        """,
        image: """
          tag: shop/web:v1
          cmd: ["uvicorn", "app:app"]
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
                tcpSocket: { port: 8000 }
        """,
        image: """
          tag: shop/web:v1
          cmd: ["uvicorn", "app:app", "--host", "0.0.0.0"]
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
              command: [node, server.js, --host, 127.0.0.1]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
      "https://www.uvicorn.org/settings/",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.container.role == .regular, let caller = caller(of: launch),
        let listener = launch.flaggedServers.lazy.compactMap({ loopback($0, launch) }).first
      else { return nil }
      var finding = launch.finding(
        Self.info, caller.state, certain: listener.isExplicit,
        message(listener.source, caller.name), at: launch.processRange,
        origin: launch.originOfProcess("the server is started here"))
      if !listener.isExplicit { finding.highestSeverity = .warning }
      return finding
    }
  }

  /// Who comes from outside the pod; nil when nobody does, or it may be another container's affair.
  private func caller(of launch: Launch) -> (name: String, state: PodState)? {
    let probes = launch.container.probes.filter { $0.port != nil && $0.host == nil }
    if let probe = probes.first(where: { $0.kind == .readiness }) ?? probes.first {
      return (probe.kind.rawValue, probe.kind == .readiness ? .neverReady : .restarting)
    }
    guard launch.pod.servingContainers.count == 1 else { return nil }
    return launch.manifest.bundle.service(selecting: launch.workload).map { ($0.object.title, .useless) }
  }

  private func loopback(_ words: [String], _ launch: Launch) -> (source: String, isExplicit: Bool)? {
    if let (host, source) = ServerFlags.host(words) { return Self.isLoopback(host) ? (source, true) : nil }
    guard let server = DefaultHost.of(words) else {
      let name = launch.isStandaloneNext ? "HOSTNAME" : "HOST"
      return launch.environment.value(of: name).map(Self.isLoopback) == true ? (name, true) : nil
    }
    for name in server.variables {
      if let host = launch.environment.value(of: name) { return Self.isLoopback(host) ? (name, true) : nil }
    }
    guard (server.variables + server.others).allSatisfy({ launch.environment.lacks($0) }),
      server.environment.allSatisfy({ isUnsetOrDevelopment($0, launch) }),
      !words.contains(where: { $0.hasPrefix("-c") || $0 == "--config" })
    else { return nil }
    return ("the default of \(server.name)", false)
  }

  private func isUnsetOrDevelopment(_ name: String, _ launch: Launch) -> Bool {
    launch.environment.lacks(name) || launch.environment.value(of: name) == "development"
  }

  private static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}

private func message(_ source: String, _ caller: String) -> String {
  "the process listens on the loopback address (\(source)), and \(caller) comes from outside the pod"
}
