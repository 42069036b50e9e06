internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The first process is a shell or a package manager that does not pass SIGTERM on.
package struct IgnoredStopSignal: Rule {
  package static let info = RuleInfo(
    name: "ignored-stop-signal", groups: ["kubernetes", "shutdown"], severity: .warning,
    summary: "The first process is a shell or a package manager that does not pass SIGTERM on.",
    rationale: """
      At each rollout every pod then waits for the whole grace period and is killed with its requests open. A \
      shell that has one plain command to run steps aside for it; with more than one it stays, and does not pass \
      signals on.
      """,
    help: """
      Put exec before the last command of the shell text, or name the program itself.
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
              command: ‹[›sh, -c, "node migrate.js; node server.js"]
        """,
        image: """
          tag: shop/web:v1
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
          cmd: ["npm", "start"]
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
              command: [sh, -c, "node migrate.js; exec node server.js"]
        """,
        image: """
          tag: shop/web:v1
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
          cmd: ["/bin/sh", "-c", "node server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard !launch.workload.kind.runsToCompletion, launch.container.role != .initial,
        launch.pod.flag("shareProcessNamespace") != true, let culprit = culprit(launch.chain)
      else { return nil }
      return launch.finding(
        Self.info, .atRisk, message(culprit, launch.pod.terminationGracePeriod), at: launch.processRange,
        origin: launch.originOfProcess("the process is started here"))
    }
  }

  private func culprit(_ chain: LaunchChain) -> String? {
    if let script = chain.deafScript { return "/\(script.displayPath)" }
    let words = chain.first
    guard let first = words.first.map(baseName) else { return nil }
    if ["npm", "yarn", "pnpm"].contains(first) { return first }
    guard let text = shellText(of: words) else { return nil }
    let commands = ShellCommands(text)
    let hands = commands.all.contains { ["exec", "trap"].contains($0.words.first ?? "") }
    return commands.isCompound && !hands ? "\(first) -c" : nil
  }
}

private func message(_ culprit: String, _ grace: Int) -> String {
  "its first process is \(culprit), which does not pass SIGTERM on: each rollout waits \(grace) s and kills it"
}
