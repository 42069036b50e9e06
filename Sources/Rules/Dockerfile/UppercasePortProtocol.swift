package import Dockerfile
package import Linting

/// EXPOSE with a protocol in capitals.
package struct UppercasePortProtocol: Rule {
  package static let info = RuleInfo(
    name: "uppercase-port-protocol",
    aliases: ["ExposeProtoCasing"],
    groups: ["style"], severity: .style, fix: .safe,
    summary: "The protocol of an EXPOSE is written in capitals.",
    rationale: """
      Protocols are written in lower case everywhere else: in `docker run -p`, in the image's configuration, in Kubernetes.
      """,
    help: "Write tcp, udp or sctp.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        EXPOSE ‹80/TCP›
        """,
        fixed: """
          FROM alpine:3.20
          EXPOSE 80/tcp
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        EXPOSE 80/tcp
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/expose-proto-casing/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.ports.filter { $0.port.writtenTransport != $0.port.writtenTransport.lowercased() }.map {
        Finding(Self.info, message($0.port), at: $0.word.range, of: $0.instruction, stage: stage, in: file)
          .mended(by: fix($0, in: file))
      }
    }
  }

  private func fix(_ port: ExposedPort, in file: BuildModel) -> Fix? {
    let written = port.port.writtenTransport
    guard port.word.text.hasSuffix("/\(written)") else { return nil }
    let range = port.word.range.upperBound - written.utf8.count..<port.word.range.upperBound
    return Fix(.safe, all: [file.replacing(range, of: port.instruction, with: written.lowercased())])
  }

  private func message(_ port: PortSpecification) -> String {
    "the protocol \(port.writtenTransport) is written in capitals: expected \(port.transport)"
  }
}
