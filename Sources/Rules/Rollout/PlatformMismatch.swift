internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The pod asks for a platform that its image is not built for.
package struct PlatformMismatch: Rule {
  package static let info = RuleInfo(
    name: "platform-mismatch", groups: ["kubernetes"], severity: .error,
    summary: "The pod asks for a platform that its image is not built for.",
    rationale: """
      An image of one platform is not checked when it is pulled: the container starts on the other machine and \
      dies with “exec format error”, unless the node emulates the architecture.
      """,
    help: """
      Build the image for the platform of the nodes, or correct nodeSelector.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: ‹arm64›
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
          nodeSelector:
            kubernetes.io/arch: amd64
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
          """)
    ],
    references: ["https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let config = launch.build?.image?.config, let excluded = launch.pod.excludedPlatform(of: config) else {
        return nil
      }
      return launch.finding(
        Self.info, .crashLoop,
        "the pod runs on nodes with \(excluded.wanted), and the image is for \(config.platform): “exec format error”",
        at: excluded.range, origin: launch.origin(.from, "the image is built for \(config.platform)"))
    }
  }
}
