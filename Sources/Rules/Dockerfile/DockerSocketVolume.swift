package import Dockerfile
package import Linting

/// A VOLUME at the socket of a container engine.
package struct DockerSocketVolume: Rule {
  package static let info = RuleInfo(
    name: "docker-socket-volume",
    aliases: ["semgrep:dockerfile-dockerd-socket-mount", "CIS-5.32"],
    groups: ["security"], severity: .error,
    summary: "VOLUME names the socket of a container engine.",
    rationale: """
      Whoever can write to the socket can start a container with the host's file system in it: that is root on the host. A
      VOLUME asks for the socket to be mounted there.
      """,
    help: "Remove the VOLUME, and give the container another way to what it needs from the engine.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        VOLUME ["/data", ‹"/var/run/docker.sock"›]
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        VOLUME /var/run/app
        """)
    ],
    references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"])

  package init() {}

  private static let sockets: Set<Substring> = ["docker.sock", "containerd.sock", "crio.sock"]

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.volumes.filter { stage.holds($0.instruction) }.compactMap { volume in
        guard volume.isResolved, let socket = socket(in: volume.value) else { return nil }
        // The peer and the benchmark speak of Docker's alone.
        return Finding(
          Self.info, message(socket), at: volume.word.range, of: volume.instruction, stage: stage, in: file,
          aliases: socket == "docker.sock" ? nil : [])
      }
    }
  }

  /// Some write both ends of a mount, `host:container`, which VOLUME does not know.
  private func socket(in path: String) -> Substring? {
    path.split(separator: ":").compactMap { $0.split(separator: "/").last }.first { Self.sockets.contains($0) }
  }

  private func message(_ socket: Substring) -> String { "a volume at \(socket) hands the container engine over" }
}
