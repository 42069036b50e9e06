internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// A process that is not root listens on a port below 1024.
package struct PrivilegedPortWithoutRight: Rule {
  package static let info = RuleInfo(
    name: "privileged-port-without-right", groups: ["kubernetes", "ports"], severity: .warning,
    summary: "A process that is not root listens on a port below 1024.",
    rationale: """
      It depends on the node: containerd 2 and Docker let everybody listen there, containerd 1 and CRI-O do not, \
      and nobody does with hostNetwork. An added NET_BIND_SERVICE does not help: a process that is not root does \
      not get it.
      """,
    help: """
      Listen on a port from 1024 up and set targetPort to it, or set the sysctl \
      net.ipv4.ip_unprivileged_port_start.
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
              image: ‹shop/web:v1›
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          env: PORT=80
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          env: PORT=8080
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
        """,
        image: """
          tag: shop/web:v1
          env: PORT=80
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let isRoot = launch.isRoot, !isRoot || launch.container.security.lacks("NET_BIND_SERVICE"),
        let port = launch.listeningPorts.first(where: { $0.number < firstFreePort(launch) }), !bringsTheRight(launch)
      else { return nil }
      let sharesNode = launch.pod.flag("hostNetwork") == true
      return launch.finding(
        Self.info, sharesNode ? .crashLoop : .atRisk, certain: false, message(port, isRoot, sharesNode),
        at: launch.imageRange,
        origin: launch.originOfProcess("the port is chosen here"))
    }
  }

  /// Whether the program has the right as a capability of its file, which it keeps unless the pod takes it away.
  private func bringsTheRight(_ launch: Launch) -> Bool {
    let security = launch.container.security
    guard security.mayHave("NET_BIND_SERVICE"), security.allowPrivilegeEscalation?.flag != false,
      let program = launch.process?.program,
      case .usable(let file) = launch.program(program), let bytes = file.capability
    else { return false }
    return FileCapabilities(bytes)?.permittedNames.contains("net_bind_service") ?? true
  }

  private func firstFreePort(_ launch: Launch) -> Int {
    let settings = launch.pod.securityContext?["sysctls"]?.items ?? []
    let start = settings.first { $0["name"]?.text == "net.ipv4.ip_unprivileged_port_start" }
    return start?["value"]?.text.flatMap { Int($0) } ?? 1024
  }
}

private func message(_ port: ListeningPort, _ isRoot: Bool, _ sharesNode: Bool) -> String {
  let who = isRoot ? "it has not the capability NET_BIND_SERVICE" : "it is not root"
  let reach = sharesNode ? "no node lets it, with hostNetwork" : "nodes with containerd 1 or CRI-O do not let it"
  return "\(who) and listens on port \(port.number) (\(port.source)); \(reach)"
}
