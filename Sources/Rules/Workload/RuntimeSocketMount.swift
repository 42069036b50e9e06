package import Linting
package import Workloads

/// The socket of the container runtime in a container.
package struct RuntimeSocketMount: Rule {
  package static let info = RuleInfo(
    name: "runtime-socket-mount",
    aliases: ["kube-linter:docker-sock", "KSV-0006"],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "The socket of the container runtime is mounted.",
    rationale: """
      Whoever may write to it starts containers with every right on the node; to mount it for reading changes nothing,
      because a socket is not a file. Ignore it for agents that cannot do without.
      """,
    help: "Remove the volume; build images with a builder that needs no daemon, such as buildah or kaniko.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: docker
              hostPath:
                path: ‹/var/run/docker.sock›
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
            - name: logs
              hostPath:
                path: /var/log
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    silences: ["host-path-volume"],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    ])

  package init() {}

  private static let sockets = ["docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock"]

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      workload.pod.spec.volumes.compactMap { volume in
        guard let path = volume.hostPath, let name = path.text?.split(separator: "/").last,
          Self.sockets.contains(String(name))
        else { return nil }
        return manifest.finding(Self.info, message(workload, String(name)), at: path.range)
      }
    }
  }
}

private func message(_ workload: Workload, _ socket: String) -> String {
  "the pods of \(workload.object.title) get \(socket), and with it every right on their node"
}
