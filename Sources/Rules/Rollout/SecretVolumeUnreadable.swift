package import Linting
internal import Workloads

/// The files of a Secret or ConfigMap are for root alone, and the container does not run as root.
package struct SecretVolumeUnreadable: Rule {
  package static let info = RuleInfo(
    name: "secret-volume-unreadable", groups: ["kubernetes", "storage"], severity: .warning,
    summary: "The files of a Secret or ConfigMap are for root alone, and the container does not run as root.",
    rationale: """
      Such files belong to root; with mode 0400 or 0600 nobody else reads them. With fsGroup the kubelet gives the \
      group the right to read.
      """,
    help: """
      Set fsGroup in the securityContext of the pod, or remove defaultMode.
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
            - name: keys
              secret:
                secretName: keys
                defaultMode: ‹0400›
          containers:
            - name: web
              image: shop/web:v1
              securityContext:
                runAsUser: 1001
              volumeMounts:
                - { name: keys, mountPath: /keys }
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
          securityContext:
            fsGroup: 1001
          volumes:
            - name: keys
              secret:
                secretName: keys
                defaultMode: 0400
          containers:
            - name: web
              image: shop/web:v1
              securityContext:
                runAsUser: 1001
              volumeMounts:
                - { name: keys, mountPath: /keys }
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard launch.isRoot == false, launch.container.security.fsGroup == nil else { return [] }
      let mounted = Set(launch.container.mounts.compactMap(\.volume?.text))
      return launch.pod.volumes.compactMap { volume in
        guard let name = volume.name, mounted.contains(name), let mode = closedMode(of: volume) else { return nil }
        return launch.finding(
          Self.info, .atRisk, "the files of the volume \(name) are for root alone, and it does not run as root",
          at: mode.range)
      }
    }
  }
  /// The mode of files that only their owner reads: of one of them, else of all that have none of their own.
  private func closedMode(of volume: Volume) -> YAMLNode? {
    let kinds = ["secret", "configMap", "projected", "downwardAPI"]
    guard let source = kinds.lazy.compactMap({ volume.node[$0] }).first else { return nil }
    let parts = source["sources"]?.items.flatMap { part in kinds.compactMap { part[$0] } } ?? [source]
    let items = parts.flatMap { $0["items"]?.items ?? [] }
    if let own = items.lazy.compactMap({ $0["mode"] }).first(where: isClosed) { return own }
    let hasOthers = parts.isEmpty || parts.contains { $0["items"] == nil } || items.contains { $0["mode"] == nil }
    return source["defaultMode"].flatMap { hasOthers && isClosed($0) ? $0 : nil }
  }

  private func isClosed(_ mode: YAMLNode) -> Bool { mode.integer.map { $0 & 0o044 == 0 } ?? false }
}
