internal import Dockerfile
package import Linting
internal import Workloads

/// The image has a HEALTHCHECK, which Kubernetes ignores, and the container has no probe.
package struct HealthcheckWithoutProbe: Rule {
  package static let info = RuleInfo(
    name: "healthcheck-without-probe", groups: ["healthcheck", "kubernetes", "probes"], severity: .warning,
    summary: "The image has a HEALTHCHECK, which Kubernetes ignores, and the container has no probe.",
    rationale: """
      Kubernetes runs the probes of the manifest and nothing of the image. A hanging process then gets traffic for \
      ever. Both can stand: HEALTHCHECK serves Docker and Compose.
      """,
    help: """
      Add a readinessProbe or livenessProbe that asks what HEALTHCHECK asks.
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
            - name: ‹web›
              image: shop/web:v1
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
              readinessProbe:
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
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
      "https://docs.docker.com/reference/dockerfile/#healthcheck",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.container.role == .regular, !launch.workload.kind.runsToCompletion,
        launch.container.probe(.liveness) == nil, launch.container.probe(.readiness) == nil,
        let check = launch.config?.healthcheck
      else { return nil }
      return launch.finding(
        Self.info, .atRisk,
        "there is neither livenessProbe nor readinessProbe, and Kubernetes ignores the image's HEALTHCHECK",
        at: launch.container.spot, origin: launch.origin(.healthcheck, "the HEALTHCHECK is here"),
        help: help(check, launch))
    }
  }

  /// The equal probe; Docker's defaults are not those of Kubernetes.
  private func help(_ check: RuntimeConfig.Check, _ launch: Launch) -> String? {
    guard let request = launch.healthRequest else { return nil }
    let (period, timeout, retries) = (Int(check.interval ?? 30), Int(check.timeout ?? 30), check.retries ?? 3)
    return "Add livenessProbe: { httpGet: { path: \(request.path), port: \(request.port) }, periodSeconds: \(period), "
      + "timeoutSeconds: \(timeout), failureThreshold: \(retries) }."
  }
}
