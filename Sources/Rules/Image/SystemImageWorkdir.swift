internal import Dockerfile
package import Images
package import Linting

/// The working directory of the image is one of the system's own: below /proc, /sys, /boot or /dev.
package struct SystemImageWorkdir: Rule {
  package static let info = RuleInfo(
    name: "system-image-workdir", aliases: ["DS-0030", "CIS-5.6"], groups: ["config", "security"], severity: .warning,
    summary: "The working directory of the image is one of the system's own: below /proc, /sys, /boot or /dev.",
    rationale: """
      These directories belong to the kernel or are laid over when the container starts, so what the image has there \
      is hidden, and a program that writes to its working directory writes to the system.
      """,
    help: "Take a directory of the application, such as /app.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        workdir: /proc/self
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        workdir: /app
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#workdir",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  private static let directories: Set<Substring> = ["proc", "sys", "boot", "dev"]
  /// trivy leaves /sys out, and has two more.
  private static let trivyDirectories: Set<Substring> = ["proc", "boot", "dev", "initrd", "lost+found"]

  package func check(_ image: ImageModel) -> [Finding] {
    guard let workdir = image.linuxConfig?.workingDir, workdir.hasPrefix("/"),
      let directory = cleanPath(workdir).split(separator: "/").first
    else { return [] }
    let isForeign = Self.trivyDirectories.contains(directory)
    let isOwn = Self.directories.contains(directory)
    guard isOwn || isForeign else { return [] }
    let aliases = Self.info.aliases.filter { $0 == "DS-0030" ? isForeign : isOwn }
    var finding = image.finding(Self.info, lies(workdir, directory), aliases: aliases, of: .workdir)
    finding.isOwn = isOwn
    return [finding]
  }
}

private func lies(_ workdir: String, _ directory: Substring) -> String {
  "the working directory of the image, \(workdir), lies in /\(directory), which is the system's own"
}
