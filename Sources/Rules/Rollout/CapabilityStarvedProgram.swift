internal import Images
package import Linting
internal import Workloads

/// The program carries a capability that the pod drops, so the kernel refuses to start it.
package struct CapabilityStarvedProgram: Rule {
  package static let info = RuleInfo(
    name: "capability-starved-program", groups: ["kubernetes", "security"], severity: .error,
    summary: "The program carries a capability that the pod drops, so the kernel refuses to start it.",
    rationale: """
      A file capability with the effective bit must be granted whole: where the container may not have it, execve \
      fails with “operation not permitted”, even for a call such as --version.
      """,
    help: """
      Leave the capability in capabilities.add, or strip it from the file: setcap -r in the Dockerfile.
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
              securityContext:
                runAsUser: 1001
                capabilities:
                  drop: ‹[›ALL]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 40kB capability 400
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
              securityContext:
                runAsUser: 1001
                capabilities:
                  drop: [ALL]
                  add: [NET_BIND_SERVICE]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 40kB capability 400
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
              securityContext:
                capabilities:
                  drop: [ALL]
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 40kB
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let program = launch.process?.program, let uid = launch.uid, uid != 0,
        case .usable(let file) = launch.program(program), let bytes = file.capability,
        let capabilities = FileCapabilities(bytes), capabilities.isEffective,
        let drop = launch.container.node["securityContext", "capabilities", "drop"]
      else { return nil }
      let lost = capabilities.permittedNames.filter { launch.container.security.lacks($0.uppercased()) }
      guard !lost.isEmpty else { return nil }
      return launch.finding(
        Self.info, .startError, message(file.displayPath, lost), at: drop.spot,
        origin: launch.origin(of: file, "/\(file.displayPath) gets its capabilities here"))
    }
  }
}

private func message(_ path: String, _ lost: [String]) -> String {
  "/\(path) carries the capability \(lost.map { $0.uppercased() }.joined(separator: ", ")), which the pod drops: “operation not permitted”"
}
