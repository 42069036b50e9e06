package import Dockerfile
package import Linting

/// EXPOSE with an address or host port.
package struct HostPartInExpose: Rule {
  package static let info = RuleInfo(
    name: "host-part-in-expose",
    aliases: ["ExposeInvalidFormat", "lint:expose_host_port"],
    groups: ["correctness"], severity: .warning, fix: .safe,
    summary: "EXPOSE has an IP address or a host port, which are ignored.",
    rationale: """
      EXPOSE only documents the port inside the container; where it is published is decided when the container starts
      (`docker run -p`).
      """,
    help: "Keep the container port alone.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        EXPOSE ‹127.0.0.1:80:80›
        """,
        fixed: """
          FROM alpine:3.20
          EXPOSE 80
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        EXPOSE 80
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/expose-invalid-format/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.ports.filter(\.port.hasHostPart).map {
        Finding(Self.info, message($0), at: $0.word.range, of: $0.instruction, stage: stage, in: file)
          .mended(by: fix($0, in: file))
      }
    }
  }

  private func fix(_ port: ExposedPort, in file: BuildModel) -> Fix? {
    // A variable may hold a colon of its own.
    guard !port.word.text.contains("$"), let place = file.written(port.word.range, in: port.instruction),
      let colon = file.source.bytes[place].lastIndex(of: UInt8(ascii: ":"))
    else { return nil }
    return Fix(.safe, edits: [file.removing(place.lowerBound..<colon + 1)])
  }

  private func message(_ port: ExposedPort) -> String { "EXPOSE \(port.word.text): only the container port counts" }
}
