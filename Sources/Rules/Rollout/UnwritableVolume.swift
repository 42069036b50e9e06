internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// A claim or a directory of the node is mounted where a user who is not root writes, and nothing gives it to that user.
package struct UnwritableVolume: Rule {
  package static let info = RuleInfo(
    name: "unwritable-volume", groups: ["kubernetes", "storage"], severity: .warning,
    summary:
      "A claim or a directory of the node is mounted where a user who is not root writes, and nothing gives it to that user.",
    rationale: """
      A fresh volume belongs to root, with mode 0755. fsGroup gives a claim to a group at its mount, but never a \
      hostPath. An init container that mounts the volume too may have set its owner, and excuses it.
      """,
    help: """
      Set fsGroup in the securityContext of the pod, or let an init container chown the volume.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              persistentVolumeClaim: { claimName: data }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: ‹/data›
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          volume: /data
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
          securityContext: { fsGroup: 1001 }
          volumes:
            - name: data
              persistentVolumeClaim: { claimName: data }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: /data
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          volume: /data
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
          volumes:
            - name: data
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: /data
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          volume: /data
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard let uid = launch.uid, uid != 0, launch.container.role != .initial else { return [] }
      return launch.container.mounts.compactMap { mount in
        guard !mount.isReadOnly, let node = mount.path, let path = node.text, let kind = kind(of: mount, launch),
          kind == .node || launch.container.security.fsGroup == nil, isWritten(cleanPath(path), uid, launch),
          !isPrepared(mount, launch)
        else { return nil }
        return launch.finding(
          Self.info, .crashLoop, certain: false, message(path, uid, kind), at: node.range,
          origin: launch.origin(.user, "the user is set here"))
      }
    }
  }

  fileprivate enum Kind { case claim, node }

  private func kind(of mount: VolumeMount, _ launch: Launch) -> Kind? {
    guard let name = mount.volume?.text else { return nil }
    if launch.workload.claimTemplates.contains(name) { return .claim }
    switch launch.volume(of: mount)?.type?.key {
    case "persistentVolumeClaim", "ephemeral": return .claim
    case "hostPath": return .node
    default: return nil
    }
  }

  /// Whether the image means the path to be written: a VOLUME, a directory of the user's own, known data, or what its scripts and its
  /// software write.
  private func isWritten(_ path: String, _ uid: Int, _ launch: Launch) -> Bool {
    if launch.config?.volumes?.contains(where: { cleanPath($0) == path }) == true { return true }
    if launch.environment.value(of: "PGDATA").map({ cleanPath($0).isAtOrBelow(path) }) == true { return true }
    if launch.writtenPaths.contains(where: { $0.path != "/tmp" && $0.path.isAtOrBelow(path) }) { return true }
    guard let file = launch.image?.files.entry(at: path), file.kind == .directory else { return false }
    return Int(file.uid) == uid
  }

  private func isPrepared(_ mount: VolumeMount, _ launch: Launch) -> Bool {
    launch.pod.containers.contains { other in
      other.role == .initial && other.mounts.contains { $0.volume?.text == mount.volume?.text }
    }
  }
}

private func message(_ path: String, _ uid: Int, _ kind: UnwritableVolume.Kind) -> String {
  let volume =
    kind == .claim ? "a fresh claim belongs to root and there is no fsGroup" : "fsGroup does not reach a hostPath"
  return "the user \(uid) writes to the volume at \(path), and \(volume)"
}
