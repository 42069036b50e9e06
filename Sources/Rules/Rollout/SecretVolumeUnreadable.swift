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
        guard let name = volume.name, mounted.contains(name),
          let mode = volume.node["secret", "defaultMode"] ?? volume.node["configMap", "defaultMode"],
          let number = mode.integer, number & 0o044 == 0
        else { return nil }
        return launch.finding(
          Self.info, .atRisk, "the files of the volume \(name) are for root alone, and it does not run as root",
          at: mode.range)
      }
    }
  }
}
