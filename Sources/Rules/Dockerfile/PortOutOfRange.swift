package import Dockerfile
package import Linting

/// EXPOSE of a port that does not exist.
package struct PortOutOfRange: Rule {
  package static let info = RuleInfo(
    name: "port-out-of-range", aliases: ["DL3011", "DS-0008", "semgrep:invalid-port", "lint:invalid_port"],
    groups: ["correctness"], severity: .error,
    summary: "EXPOSE names a port above 65535.",
    rationale: """
      Ports are numbers of 16 bits, so the build fails. The ends of a range are judged too, and variables by their values,
      as far as the file tells.
      """,
    help: "Name a port from 0 to 65535.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        EXPOSE 3000 ‹80800›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        EXPOSE 3000 8000-8010/udp
        """)
    ],
    silences: ["syntax-error"], references: ["https://docs.docker.com/reference/dockerfile/#expose"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.faults(of: .portOutOfRange).map { fault, instruction in
      let isWritten = instruction?.keyword == .expose && isPlain(file.text(of: fault))
      return Finding(Self.info, fault, in: file, aliases: isWritten ? Self.info.aliases : [])
    }
  }

  /// The peers know neither variables nor what stands before the port.
  private func isPlain(_ word: String) -> Bool { !word.contains("$") && !word.contains(":") }
}
