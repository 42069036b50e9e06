internal import Dockerfile
package import Linting
internal import Workloads

/// The container starts in another directory than the image, and its relative paths lead nowhere.
package struct RelativeCommandElsewhere: Rule {
  package static let info = RuleInfo(
    name: "relative-command-elsewhere", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The container starts in another directory than the image, and its relative paths lead nowhere.",
    rationale: """
      workingDir of the manifest replaces WORKDIR. A command such as node server.js then looks for its file in the \
      other directory, where the image does not have it.
      """,
    help: """
      Remove workingDir, or write the path from the root.
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
              workingDir: ‹/srv›
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
              workingDir: /srv
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          cmd: ["node", "/app/server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 app/server.js "x"
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
          workdir: /app
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 app/server.js "x"
          """),
    ],
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let other = launch.container.node["workingDir"], let words = launch.process?.words,
        let program = words.first
      else { return nil }
      if launch.isInImageDirectory(program), case .missing = launch.program(program) {
        return finding(program, .startError, launch, other)
      }
      guard let script = launch.script?.name, launch.isInImageDirectory(script), let path = launch.absolute(script),
        case .missing = launch.presence(of: path)
      else { return nil }
      return finding(script, .crashLoop, launch, other)
    }
  }

  private func finding(_ file: String, _ state: PodState, _ launch: Launch, _ other: YAMLNode) -> Finding {
    launch.finding(
      Self.info, state, message(file, other.text ?? "", launch.config?.workingDirectory ?? "/"), at: other.range,
      origin: launch.origin(.workdir, "the image starts in another directory"))
  }
}

private func message(_ file: String, _ directory: String, _ own: String) -> String {
  "\(file) is in the image's WORKDIR \(own), and the container starts in \(directory)"
}
