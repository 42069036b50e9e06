internal import Dockerfile
package import Linting
internal import Workloads

/// No probe asks the HTTP path and port that the HEALTHCHECK of the image asks.
package struct ProbePathUnlikeHealthcheck: Rule {
  package static let info = RuleInfo(
    name: "probe-path-unlike-healthcheck", groups: ["healthcheck", "kubernetes", "probes"], severity: .warning,
    summary: "No probe asks the HTTP path and port that the HEALTHCHECK of the image asks.",
    rationale: """
      One of the two is probably out of date: the application has moved its path or its port. A readiness path of \
      its own is normal, so it is enough that one probe asks the same.
      """,
    help: """
      Ask the same path and port in the livenessProbe and in HEALTHCHECK.
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
              livenessProbe:
                httpGet: { path: ‹/healthz›, port: 3000 }
        """,
        image: """
          tag: shop/web:v1
          healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/health"]
          start-period: 60s
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
              livenessProbe:
                httpGet: { path: /health, port: 3000 }
              readinessProbe:
                httpGet: { path: /ready, port: 3000 }
        """,
        image: """
          tag: shop/web:v1
          healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/health"]
          start-period: 60s
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
              livenessProbe:
                tcpSocket: { port: 3000 }
        """,
        image: """
          tag: shop/web:v1
          healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/health"]
          start-period: 60s
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let request = launch.healthRequest else { return nil }
      let asked = launch.container.probes.compactMap { probe -> AskedByProbe? in
        guard case .http(let path, let port?, _)? = probe.handler, let number = launch.number(of: port) else {
          return nil
        }
        return AskedByProbe(
          probe: probe, path: String(path.prefix { $0 != "?" && $0 != "#" }), port: number,
          isSecure: probe.node["httpGet", "scheme"]?.text == "HTTPS")
      }
      guard let first = asked.first(where: { $0.probe.kind == .liveness }) ?? asked.first,
        !asked.contains(where: {
          $0.path == request.path && $0.port == request.port && $0.isSecure == request.isSecure
        })
      else { return nil }
      let place =
        first.path != request.path
        ? first.probe.node["httpGet", "path"]
        : first.port != request.port ? first.probe.port : first.probe.node["httpGet", "scheme"]
      return launch.remark(
        Self.info, message(first, request), at: place?.range ?? first.probe.spot,
        origin: launch.origin(
          .healthcheck,
          "the HEALTHCHECK asks port \(request.port), \(request.path)\(request.isSecure ? " by HTTPS" : "")"))
    }
  }
}

/// What an HTTP probe asks.
private struct AskedByProbe {
  var probe: Probe
  var path: String
  var port: Int
  var isSecure: Bool
}

private func message(_ asked: AskedByProbe, _ request: HealthRequest) -> String {
  let differs = asked.isSecure != request.isSecure
  let scheme = { (isSecure: Bool) in differs ? " by \(isSecure ? "HTTPS" : "HTTP")" : "" }
  return "is asked for port \(asked.port), \(asked.path)\(scheme(asked.isSecure)) by its \(asked.probe.kind.rawValue), "
    + "and the image's HEALTHCHECK asks port \(request.port), \(request.path)\(scheme(request.isSecure))"
}
