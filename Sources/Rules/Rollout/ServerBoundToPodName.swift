internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// A Next.js server listens on the address of its pod alone, because HOSTNAME is the pod's name.
package struct ServerBoundToPodName: Rule {
  package static let info = RuleInfo(
    name: "server-bound-to-pod-name", groups: ["kubernetes", "ports"], severity: .info,
    summary: "A Next.js server listens on the address of its pod alone, because HOSTNAME is the pod's name.",
    rationale: """
      The standalone server of Next.js listens where HOSTNAME says, and Kubernetes sets HOSTNAME to the name of \
      the pod. Probes and Services reach it; kubectl port-forward, a sidecar and an exec probe on localhost do \
      not.
      """,
    help: """
      Write ENV HOSTNAME=0.0.0.0 in the Dockerfile.
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
          workdir: /app
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 app/server.js "x"
            0755 0:0 app/.next/
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
          workdir: /app
          env: HOSTNAME=0.0.0.0
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 app/server.js "x"
            0755 0:0 app/.next/
          """)
    ],
    references: ["https://nextjs.org/docs/app/api-reference/config/next-config-js/output"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.isStandaloneNext, launch.environment.lacks("HOSTNAME") else { return nil }
      return launch.remark(
        Self.info, "listens on the address of its pod alone: nothing sets HOSTNAME, which is the pod's name then",
        at: launch.imageRange, origin: launch.origin(.env, "no ENV sets HOSTNAME"))
    }
  }
}
