package import Linting
package import Workloads

/// A directory of the node in a container.
package struct HostPathVolume: Rule {
  package static let info = RuleInfo(
    name: "host-path-volume",
    aliases: [
      "kube-linter:sensitive-host-mounts", "kube-linter:writable-host-mount", "polaris:hostPathSet", "KSV-0023",
      "KSV-0121", "PSS:hostPathVolumes",
    ],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A volume is a directory of the node that it lives by, or one that a container may write.",
    rationale: """
      What a container writes there outlives it and is read by others, and what it reads there may be every secret of
      the node. A directory that is mounted to be read, and that holds no secrets, is not reported. Ignore it for
      agents whose work it is.
      """,
    help: """
      Use a volume of the cluster, such as a persistentVolumeClaim or an emptyDir; else mount it with `readOnly: \
      true`.
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
            - name: host
              hostPath:
                path: ‹/etc›
          containers:
            - name: web
              image: shop/web:1.4.2
              volumeMounts:
                - name: host
                  mountPath: /host
                  readOnly: true
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
              hostPath: { path: ‹/srv/data› }
          containers:
            - name: web
              image: shop/web:1.4.2
              volumeMounts:
                - name: data
                  mountPath: /data
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
          volumes:
            - name: fonts
              hostPath: { path: /srv/fonts }
          containers:
            - name: web
              image: shop/web:1.4.2
              volumeMounts:
                - name: fonts
                  mountPath: /fonts
                  readOnly: true
        """)
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
    ])

  package init() {}

  private static let sensitive = [
    "/boot", "/dev", "/etc", "/lib", "/proc", "/root", "/run", "/sys", "/usr", "/var/lib/kubelet", "/var/run",
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      workload.pod.spec.volumes.compactMap { volume in
        guard let path = volume.hostPath, let text = path.text else { return nil }
        let (isSensitive, isWritable) = (isSensitive(text), isWritable(volume, in: workload.pod.spec))
        var finding = manifest.finding(
          Self.info, message(workload, text, isSensitive: isSensitive, isWritable: isWritable), at: path.range,
          aliases: aliases(of: text, isWritable: isWritable))
        finding.isOwn = isSensitive || isWritable
        return finding
      }
    }
  }

  /// What kube-linter takes for sensitive, and nothing below it.
  private static let system: Set = ["/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr"]

  private func isSensitive(_ path: String) -> Bool {
    let parts = "/" + path.split(separator: "/").joined(separator: "/")
    return parts == "/" || Self.sensitive.contains { parts == $0 || parts.hasPrefix($0 + "/") }
  }

  private func isWritable(_ volume: Volume, in spec: PodSpec) -> Bool {
    spec.containers.contains { $0.mounts.contains { $0.volume?.text == volume.name && !$0.isReadOnly } }
  }

  private func aliases(of path: String, isWritable: Bool) -> [String] {
    Self.info.aliases.filter { alias in
      switch alias {
      case "kube-linter:sensitive-host-mounts": Self.system.contains(path)
      case "kube-linter:writable-host-mount": isWritable
      default: true
      }
    }
  }
}

private func message(_ workload: Workload, _ path: String, isSensitive: Bool, isWritable: Bool) -> String {
  let how = isWritable ? "may write" : isSensitive ? "may read" : "see"
  return "the pods of \(workload.object.title) \(how) \(path) of their node"
}
