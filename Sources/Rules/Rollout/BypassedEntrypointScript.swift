internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// command of the manifest replaces the image's entrypoint script.
package struct BypassedEntrypointScript: Rule {
  package static let info = RuleInfo(
    name: "bypassed-entrypoint-script", groups: ["correctness", "kubernetes"], severity: .info,
    summary: "command of the manifest replaces the image's entrypoint script.",
    rationale: """
      Such a script ends in exec "$@": it prepares what the program needs, reads secrets from files, or drops its \
      rights, and then starts what it is given. args would leave it in place. A command that only repeats \
      ENTRYPOINT loses CMD in turn.
      """,
    help: """
      Use args where the script is to run before.
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
              command: ‹[›node, worker.js]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/docker-entrypoint.sh"]
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 docker-entrypoint.sh "#!/bin/sh\\n: ${DATABASE_URL:?is not set}\\nexec $@\\n"
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
              args: [node, worker.js]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/docker-entrypoint.sh"]
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 docker-entrypoint.sh "#!/bin/sh\\n: ${DATABASE_URL:?is not set}\\nexec $@\\n"
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
              command: [node]
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node", "x"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    wants: StartScript.wants,
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let command = launch.container.command, let process = launch.process, let config = launch.config,
        let statement = statement(launch, process, config)
      else { return nil }
      return launch.remark(
        Self.info, statement, at: command.spot, origin: launch.origin(.entrypoint, "the ENTRYPOINT of the image"))
    }
  }
}

private func statement(_ launch: Launch, _ process: LaunchProcess, _ config: RuntimeConfig) -> String? {
  if process.words == config.entrypoint, config.cmd?.isEmpty == false { return losesCommand }
  guard let (file, script) = launch.entrypointScript, script.handsOver, process.program != config.entrypoint?.first,
    !launch.chain.scripts.contains(file)
  else { return nil }
  return skips(file.displayPath)
}

private let losesCommand = "repeats the image's ENTRYPOINT in `command`, and so loses its CMD"

private func skips(_ path: String) -> String {
  "does not run the image's entrypoint script /\(path), whose preparation is skipped"
}
