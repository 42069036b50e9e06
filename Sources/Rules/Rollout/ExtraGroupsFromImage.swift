internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The image's etc/group gives the user groups that the pod does not name.
package struct ExtraGroupsFromImage: Rule {
  package static let info = RuleInfo(
    name: "extra-groups-from-image", groups: ["kubernetes", "user"], severity: .info,
    summary: "The image's etc/group gives the user groups that the pod does not name.",
    rationale: """
      Such a membership gives rights that nobody sees in the manifest: to a shared volume, a device or a socket of \
      that group. Ignore it for groups that only sort files inside the image.
      """,
    help: """
      Remove the user from the group in the Dockerfile, or set supplementalGroupsPolicy: Strict.
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
          user: 1001
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 etc/group "app:x:1001:\\ndisk:x:6:app\\n"
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
            0644 0:0 etc/group "app:x:1001:app\\n"
          """)
    ],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let accounts = launch.image?.accounts, let user = launch.user,
        let account = accounts.users.first(where: { $0.uid == user.uid })
      else { return nil }
      let named = Set(launch.container.security.supplementalGroups.compactMap(\.integer))
      let extra = Set(launch.groupsOfImage(account.name)).subtracting(named).subtracting([user.gid]).sorted()
      guard !extra.isEmpty else { return nil }
      let names = extra.map { "\($0) (\(accounts.groupNames[$0] ?? "without a name"))" }
      return launch.remark(
        Self.info, "gets groups from the image that the pod does not name: \(names.joined(separator: ", "))",
        at: launch.imageRange, origin: launch.origin(.run, "the image's etc/group lists \(account.name) in them"))
    }
  }
}
