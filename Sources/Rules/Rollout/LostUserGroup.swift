internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The group of the image's USER is lost in Kubernetes.
package struct LostUserGroup: Rule {
  package static let info = RuleInfo(
    name: "lost-user-group", groups: ["kubernetes", "user"], severity: .warning,
    summary: "The group of the image's USER is lost in Kubernetes.",
    rationale: """
      The runtime tells the kubelet only what stands before the colon of USER. The primary group is then the one \
      of etc/passwd, or root's, so files that only the group may read cannot be read, and new files belong to \
      another group than with docker run.
      """,
    help: """
      Set runAsGroup in the manifest.
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
          user: 1001:2000
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 etc/
            0644 0:0 etc/group "root:x:0:\\nweb:x:2000:\\n"
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
              securityContext: { runAsGroup: 2000 }
        """,
        image: """
          tag: shop/web:v1
          user: 1001:2000
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 etc/
            0644 0:0 etc/group "root:x:0:\\nweb:x:2000:\\n"
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
          user: 1001:1001
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      let security = launch.container.security
      guard security.runAsUser == nil, security.runAsGroup == nil, let config = launch.image?.linuxConfig,
        !config.accountGroup.isEmpty, let accounts = launch.image?.accounts,
        let meant = accounts.groups.first(where: { $0.name == config.accountGroup })?.gid ?? Int(config.accountGroup),
        let user = launch.user, user.gid != meant, !user.groups.contains(meant)
      else { return nil }
      return launch.finding(
        Self.info, .atRisk, message(config.user, user.gid), at: launch.imageRange,
        origin: launch.origin(.user, "USER is \(config.user)"), help: "Set runAsGroup: \(meant) in the manifest.")
    }
  }
}

private func message(_ user: String, _ gid: Int) -> String {
  "Kubernetes drops the group of USER \(user), and the process has the group \(gid)"
}
