package import Dockerfile
package import Linting

/// EXPOSE of a port for remote control.
package struct RemoteAccessPort: Rule {
  package static let info = RuleInfo(
    name: "remote-access-port",
    aliases: ["DS-0004", "CKV_DOCKER_1", "CIS-5.7"],
    groups: ["security"], severity: .warning,
    summary: "A port of ssh, telnet, the Docker API, a remote desktop or VNC is exposed.",
    rationale: """
      A server for logging in has no place beside the application: it is one more program to keep safe, with accounts and keys
      of its own. Ignore it where that server is what the image is for.
      """,
    help: "Remove the port and its server; use docker exec or kubectl exec to look into a running container.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        EXPOSE 8080 ‹22›
        """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        EXPOSE ‹5899-5905/tcp›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        EXPOSE 8080 2222
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#expose"])

  package init() {}

  static let services = [
    22: "ssh", 23: "telnet", 2375: "the Docker API without TLS", 3389: "remote desktop", 5900: "VNC",
  ]

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.ports.filter { stage.wrote($0.instruction) }.compactMap { exposed in
        let found = Self.services.filter { exposed.port.ports.contains($0.key) }.sorted { $0.key < $1.key }
        guard !found.isEmpty else { return nil }
        var finding = Finding(
          Self.info, message(found), at: exposed.word.range, of: exposed.instruction, stage: stage, in: file,
          aliases: aliases(exposed))
        // The services speak TCP. The peers do not ask.
        finding.isOwn = exposed.port.transport == "tcp"
        return finding
      }
    }
  }

  /// The peers know ssh alone, in plain spellings.
  private func aliases(_ exposed: ExposedPort) -> [String] {
    let written = exposed.word.text
    return Self.info.aliases.filter { alias in
      switch alias {
      case "DS-0004": ["22", "22/tcp", "22/udp"].contains(written)
      case "CKV_DOCKER_1": ["22", "22/tcp"].contains(written)
      default: exposed.port.ports.contains(22)
      }
    }
  }

  private func message(_ found: [(key: Int, value: String)]) -> String {
    let names = found.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    return found.count == 1 ? "the port \(names) is exposed" : "the ports \(names) are exposed"
  }
}
