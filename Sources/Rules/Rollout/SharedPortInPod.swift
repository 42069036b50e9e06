internal import Dockerfile
package import Linting
internal import Workloads

/// Two containers of a pod listen on the same port.
package struct SharedPortInPod: Rule {
  package static let info = RuleInfo(
    name: "shared-port-in-pod", groups: ["kubernetes", "ports"], severity: .error,
    summary: "Two containers of a pod listen on the same port.",
    rationale: """
      The containers of a pod share one network: the second one to come finds the port taken and ends.
      """,
    help: """
      Give one of them another port.
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
            - name: ‹proxy›
              image: shop/web:v1
        """,
        image: """
          tag: shop/web:v1
          env: PORT=8080
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
            - name: proxy
              image: shop/web:v1
              env:
                - { name: PORT, value: "8081" }
        """,
        image: """
          tag: shop/web:v1
          env: PORT=8080
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    references: ["https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    var first: [String: (port: ListeningPort, container: String)] = [:]
    return rollout.launches.compactMap { launch in
      guard launch.container.role == .regular || launch.container.role == .sidecar else { return nil }
      for port in ports(of: launch) {
        let key = "\(launch.workload.object.spot.lowerBound) \(port.number)"
        guard let other = first[key] else {
          first[key] = (port, launch.container.name)
          continue
        }
        if other.container == launch.container.name { continue }
        return launch.finding(
          Self.info, .crashLoop, certain: false, message(port, other.container), at: launch.container.spot,
          origin: launch.originOfProcess("the port is chosen here"))
      }
      return nil
    }
  }

  /// Where nothing stronger says it, what the image declares of the program that it starts itself.
  private func ports(of launch: Launch) -> [ListeningPort] {
    let ports = launch.listeningPorts
    guard ports.isEmpty, launch.process?.source == .image else { return ports }
    return (launch.exposedPorts ?? []).map { ListeningPort(number: $0, source: "EXPOSE") }
  }
}

private func message(_ port: ListeningPort, _ other: String) -> String {
  "it listens on port \(port.number) (\(port.source)) as the container \(other) of the same pod does"
}
