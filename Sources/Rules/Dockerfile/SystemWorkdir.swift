package import Dockerfile
package import Linting

/// A WORKDIR in a directory of the system.
package struct SystemWorkdir: Rule {
  package static let info = RuleInfo(
    name: "system-workdir", aliases: ["DS-0030", "CIS-5.6"], groups: ["security", "correctness"], severity: .warning,
    summary: "WORKDIR lies in a directory that belongs to the kernel or the boot loader.",
    rationale: """
      What lies in /proc, /sys and /dev is replaced when the container starts, and files in the others are the system's own.
      A program there loses its files or reaches what it must not.
      """,
    help: "Choose a directory of the program's own, such as /app.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        WORKDIR ‹/proc/self›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        WORKDIR /development
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#workdir"])

  package init() {}

  private static let directories: Set<Substring> = ["proc", "sys", "boot", "dev", "initrd", "lost+found"]

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.workdirs.filter { stage.holds($0.instruction) && $0.isResolved }.compactMap { workdir in
        guard let directory = workdir.value.split(separator: "/").first, Self.directories.contains(directory) else {
          return nil
        }
        // trivy leaves /sys out.
        return Finding(
          Self.info, message(workdir, directory), at: workdir.word.range, of: workdir.instruction, stage: stage,
          in: file, aliases: directory == "sys" ? ["CIS-5.6"] : nil)
      }
    }
  }

  private func message(_ workdir: Setting, _ directory: Substring) -> String {
    "WORKDIR \(workdir.value) lies in /\(directory), which is the system's own"
  }
}
