package import Dockerfile
package import Linting

/// EXPOSE with a protocol in capitals.
package struct UppercasePortProtocol: Rule {
  package static let info = RuleInfo(
    name: "uppercase-port-protocol",
    aliases: ["ExposeProtoCasing"],
    groups: ["style"], severity: .style,
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
      }
    }
  }

  private func message(_ port: PortSpecification) -> String {
    "the protocol \(port.writtenTransport) is written in capitals: expected \(port.transport)"
  }
}
