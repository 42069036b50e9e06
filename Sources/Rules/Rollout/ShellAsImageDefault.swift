internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The container starts the base image's own shell or REPL, which ends at once.
package struct ShellAsImageDefault: Rule {
  package static let info = RuleInfo(
    name: "shell-as-image-default", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The container starts the base image's own shell or REPL, which ends at once.",
    rationale: """
      Without a terminal it reads the end of its input and is done, with status 0. Most often the Dockerfile has \
      no CMD of its own, and that of the base image counts. Jobs and containers with stdin are left alone.
      """,
    help: """
      Set CMD in the final stage of the Dockerfile, or command in the manifest.
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
          cmd: ["node"]
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
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["docker-entrypoint.sh"]
          cmd: ["node"]
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
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node", "server.js"]
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
              stdin: true
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.container.role != .initial, !launch.workload.kind.runsToCompletion,
        launch.container.node["stdin"]?.flag != true, launch.container.node["tty"]?.flag != true,
        let process = launch.process, process.source == .image, let words = launch.servers.first,
        launch.servers.count == 1, words.dropFirst().allSatisfy(Self.flags.contains),
        // What a script of the image starts, somebody has said.
        process.words.suffix(words.count).elementsEqual(words),
        let name = words.first.map(baseName), Self.names.contains(name)
      else { return nil }
      return launch.finding(
        Self.info, .crashLoop, certain: false, message(name), at: launch.imageRange,
        origin: launch.origin(.cmd, "the final stage sets no other command"))
    }
  }

  /// Flags with which a shell still reads its input.
  private static let flags: Set = ["-l", "-i", "-il", "-li", "--login"]

  private static let names = shells.union([
    "node", "python", "python3", "irb", "jshell", "julia", "R", "erl", "iex", "ghci", "php", "lua", "bun", "deno",
  ])
}

private func message(_ name: String) -> String {
  "nothing says what to run, and the image's own \(name) reads the end of its input and ends with status 0"
}
