internal import Dockerfile
package import Images
package import Linting

/// The image declares a volume at a directory of the system or at the socket of a container runtime.
package struct SensitiveImageVolume: Rule {
  package static let info = RuleInfo(
    name: "sensitive-image-volume", aliases: ["DKL-DI-0002", "CIS-5.32"], groups: ["config", "security"],
    severity: .error,
    summary: "The image declares a volume at a directory of the system or at the socket of a container runtime.",
    rationale: """
      A volume over /etc, /boot, /dev, /proc or /sys hides or opens what the system keeps there, and a runtime's \
      socket gives whoever can write to it the whole host. There is hardly a reason to ignore it.
      """,
    help: "Take VOLUME out of the Dockerfile, and mount what is needed when the container starts.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        volume: /var/run/docker.sock
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        volume: /var/lib/shop
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#volume", "https://www.cisecurity.org/benchmark/docker"])

  package init() {}

  private static let directories: Set<Substring> = ["sys", "dev", "proc", "boot", "etc"]
  private static let sockets: Set<Substring> = [
    "containerd.sock", "cri-dockerd.sock", "crio.sock", "docker.sock", "dockershim.sock", "podman.sock",
  ]

  package func check(_ image: ImageModel) -> [Finding] {
    (image.linuxConfig?.volumes ?? []).compactMap { volume in
      let parts = cleanPath(volume).split(separator: "/")
      if let socket = parts.last, Self.sockets.contains(socket) {
        return image.finding(Self.info, isSocket(volume), aliases: ["CIS-5.32"], of: .volume(volume))
      }
      guard let directory = parts.first, Self.directories.contains(directory) else { return nil }
      // dockle knows three of them, in their plain spelling.
      let aliases = ["/sys", "/dev", "/proc"].contains(volume) ? ["DKL-DI-0002"] : []
      return image.finding(Self.info, isSystem(volume, directory), aliases: aliases, of: .volume(volume))
    }
  }
}

private func isSocket(_ volume: String) -> String {
  "the image declares the volume \(volume), the socket of a container runtime, which gives control over the host"
}

private func isSystem(_ volume: String, _ directory: Substring) -> String {
  "the image declares the volume \(volume), which lies in the system's directory /\(directory)"
}
