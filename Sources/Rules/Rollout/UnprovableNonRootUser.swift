internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// `runAsNonRoot` holds for a container whose image has no numeric user.
package struct UnprovableNonRootUser: Rule {
  package static let info = RuleInfo(
    name: "unprovable-non-root-user", groups: ["kubernetes", "user"], severity: .error,
    summary: "A pod must not run as root, and its image does not say by number that it does not.",
    rationale: """
      The kubelet never reads the accounts of an image: with runAsNonRoot it takes a number, and nothing else, for \
      proof. The container is never created, whatever the account behind the name is.
      """,
    help: """
      Write the number of the account behind USER, or set runAsUser in the manifest.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: ‹true›
          containers:
            - name: web
              image: shop/web:v1
        """,
        image: """
          tag: shop/web:v1
          user: app
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
          securityContext:
            runAsNonRoot: ‹true›
          containers:
            - name: web
              image: shop/web:v1
        """,
        dockerfile: """
          FROM scratch
          COPY web /
          CMD ["/web"]
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
          securityContext:
            runAsNonRoot: true
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
          securityContext:
            runAsNonRoot: true
            runAsUser: 1001
          containers:
            - name: web
              image: shop/web:v1
        """,
        image: """
          tag: shop/web:v1
          user: app
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      let security = launch.container.security
      guard let demand = security.runAsNonRoot, demand.flag == true, security.runAsUser == nil,
        let user = launch.config?.user
      else { return nil }
      let account = String(user.prefix { $0 != ":" })
      if account.isDecimal, !RootAccount.isNamed(account) { return nil }
      return launch.finding(
        Self.info, .configError, cause(user, account), at: demand.range, origin: launch.origin(.user, here(user)),
        help: help(account, launch))
    }
  }

  /// The number is in the image, for whoever mends it.
  private func help(_ account: String, _ launch: Launch) -> String? {
    guard let uid = launch.image?.accounts?.users.first(where: { $0.name == account })?.uid, uid != 0 else {
      return nil
    }
    return "Write USER \(uid) in the Dockerfile, the number of \(account), or runAsUser: \(uid) in the manifest."
  }
}

private func cause(_ user: String, _ account: String) -> String {
  if account.isEmpty { return "runAsNonRoot forbids root, and the image has no USER" }
  if account.isDecimal { return "runAsNonRoot forbids root, and the image's USER is \(user)" }
  return "runAsNonRoot needs a numeric USER, and the image says “\(user)”"
}

private func here(_ user: String) -> String {
  user.isEmpty ? "no USER is set here" : "the image's USER is “\(user)”"
}
