internal import Dockerfile
package import Linting
internal import Workloads

/// The liveness probe gives up before the start period of the HEALTHCHECK is over.
package struct LivenessBeforeStart: Rule {
  package static let info = RuleInfo(
    name: "liveness-before-start", groups: ["kubernetes", "probes"], severity: .warning,
    summary: "The liveness probe gives up before the start period of the HEALTHCHECK is over.",
    rationale: """
      Whoever wrote HEALTHCHECK gave the process that long to start. Without a startupProbe the liveness probe \
      begins at once and kills a process that is still starting, again and again.
      """,
    help: """
      Add a startupProbe that allows for the start, or raise initialDelaySeconds.
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
              ‹livenessProbe›:
                httpGet: { path: /health, port: 3000 }
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
                initialDelaySeconds: 40
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
                httpGet: { path: /health, port: 3000 }
              startupProbe:
                httpGet: { path: /health, port: 3000 }
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
      guard let probe = launch.container.probe(.liveness), launch.container.probe(.startup) == nil,
        let start = launch.config?.healthcheck?.startPeriod,
        let key = launch.container.node.entry(probe.kind.rawValue)?.keyRange
      else { return nil }
      let seconds = Double(probe.initialDelay) + Double(probe.period) * Double(probe.failureThreshold)
      guard seconds >= 0, seconds < start else { return nil }
      return launch.finding(
        Self.info, .restarting, certain: false, message(Int(seconds), Int(start)), at: key,
        origin: launch.origin(.healthcheck, "the HEALTHCHECK gives a start period of \(Int(start)) s"))
    }
  }
}

private func message(_ seconds: Int, _ start: Int) -> String {
  "its livenessProbe gives up after \(seconds) s, and the image's HEALTHCHECK allows \(start) s for the start"
}
