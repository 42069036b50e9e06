internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// An init container runs a server, which never ends, so the pod never gets past it.
package struct EndlessInitContainer: Rule {
  package static let info = RuleInfo(
    name: "endless-init-container", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "An init container runs a server, which never ends, so the pod never gets past it.",
    rationale: """
      Init containers run one after the other, and the next one begins when the one before has ended. What is to \
      go on running beside the others needs restartPolicy: Always.
      """,
    help: """
      Give it a command that ends, or restartPolicy: Always.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: ‹warm›
              image: shop/web:v1
          containers:
            - name: main
              image: shop/main:v1
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node", "server.js", "--port", "3000"]
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
          initContainers:
            - name: warm
              image: shop/web:v1
              command: [node, migrate.js]
          containers:
            - name: main
              image: shop/main:v1
        """,
        image: """
          tag: shop/web:v1
          expose: 3000/tcp
          cmd: ["node", "server.js", "--port", "3000"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    references: ["https://kubernetes.io/docs/concepts/workloads/pods/init-containers/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.container.role == .initial, let process = launch.process else { return nil }
      let flag = launch.servers.flatMap(ServerFlags.ports).first?.source
      let port = process.source == .image ? launch.exposedPorts?.first.map { "EXPOSE \($0)" } : nil
      let name = launch.servers.lazy.compactMap(Self.server).first
      guard let sign = flag ?? port ?? name else { return nil }
      return launch.finding(
        Self.info, .neverReady, certain: false, "it starts a server (\(sign)), and an init container has to end",
        at: launch.container.spot, origin: launch.originOfProcess("the server is started here"))
    }
  }

  /// A program that does nothing but serve, whatever its flags are; nil for any other, and where it is asked for something else.
  private static func server(_ words: [String]) -> String? {
    guard let first = words.first else { return nil }
    let name = ServerFlags.name(of: first, words)
    let isAsked = words.contains {
      ["-v", "-V", "--version", "-h", "--help", "-t", "--check", "--check-config"].contains($0)
    }
    return servers.contains(name) && !isAsked ? name : nil
  }

  private static let servers: Set = [
    "uvicorn", "gunicorn", "hypercorn", "daphne", "nginx", "httpd", "apache2-foreground", "php-fpm", "caddy", "puma",
    "redis-server", "mongod",
  ]
}
