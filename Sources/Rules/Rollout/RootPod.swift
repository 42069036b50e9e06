internal import Dockerfile
package import Linting
internal import Workloads

/// Nothing in the pod sets a user, and the image runs as root.
package struct RootPod: Rule {
  package static let info = RuleInfo(
    name: "root-pod", groups: ["kubernetes", "security", "user"], severity: .warning,
    summary: "Nothing in the pod sets a user, and the image runs as root.",
    rationale: """
      Whoever breaks into the process is root in the container, and needs one fault of the kernel or one careless \
      mount to be root on the node. Ignore it for images that drop their rights themselves.
      """,
    help: """
      Set USER in the Dockerfile, or runAsUser and runAsNonRoot in the manifest.
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
        """,
        image: """
          tag: shop/web:v1
          user: 1001
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
              securityContext: { runAsUser: 1001 }
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    silences: [RootNotForbidden.info.name],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      let security = launch.container.security
      guard security.runAsUser == nil, security.runAsNonRoot?.flag != true, let user = launch.config?.user,
        RootAccount.isNamed(user)
      else { return nil }
      return launch.remark(
        Self.info, "runs as root: neither the pod nor USER of the image sets another user",
        at: security.runAsNonRoot?.range ?? launch.container.spot,
        origin: launch.origin(.user, user.isEmpty ? "no USER is set here" : "USER is \(user)"))
    }
  }
}
