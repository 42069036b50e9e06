package import Linting
package import Workloads

/// A volume that the restricted level does not allow.
package struct VolumeTypeNotAllowed: Rule {
  package static let info = RuleInfo(
    name: "volume-type-not-allowed",
    aliases: ["KSV-0028", "PSS:restrictedVolumes"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "A volume is of a type that the restricted level of the pod security standards does not allow.",
    rationale: "The level allows what the cluster itself provides and keeps: anything else reaches storage past it.",
    help: """
      Use a persistentVolumeClaim, or one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, projected and \
      secret.
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
              ‹nfs›: { server: files.example.com, path: /data }
          containers:
            - name: web
              image: shop/web:1.4.2
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
          volumes:
            - name: data
              persistentVolumeClaim: { claimName: data }
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted"])

  package init() {}

  private static let allowed: Set = [
    "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      workload.pod.spec.volumes.compactMap { volume in
        guard let type = volume.type, !Self.allowed.contains(type.key) else { return nil }
        return manifest.finding(Self.info, message(workload, volume, type.key), at: type.keyRange)
      }
    }
  }
}

private func message(_ workload: Workload, _ volume: Volume, _ type: String) -> String {
  "the volume \(volume.name ?? "") of \(workload.object.title) is of the type \(type)"
}
