internal import Dockerfile
package import Images
package import Linting

/// An exposed port of the image is no number from 1 to 65535.
package struct ImagePortOutOfRange: Rule {
  package static let info = RuleInfo(
    name: "image-port-out-of-range", aliases: ["DS-0008"], groups: ["config"], severity: .warning,
    summary: "An exposed port of the image is no number from 1 to 65535.",
    rationale: """
      Nothing can listen on such a port. Runtimes refuse to publish it, and tools that read the exposed ports stop \
      at it. Builders check EXPOSE, so it comes from a tool that writes configs by itself; there is no reason to \
      ignore it.
      """,
    help: "Correct the port where the image is made.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 80800/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(80800)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 8080/tcp
        expose: 53/udp
        expose: 9000
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(8080)"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#expose",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    (image.config?.exposedPorts ?? []).compactMap { text in
      do throws(PortSpecification.Fault) {
        let port = try PortSpecification(text)
        if port.hasHostPart { return image.finding(Self.info, hostPart(text), aliases: []) }
        return port.ports.contains(0) ? image.finding(Self.info, zero(text), aliases: []) : nil
      } catch {
        // trivy only looks for numbers that are too high.
        return image.finding(Self.info, malformed(text, error), aliases: error.isOutOfRange ? nil : [])
      }
    }
  }
}

private func malformed(_ port: String, _ fault: PortSpecification.Fault) -> String {
  "the image exposes “\(port)”: \(fault.message)"
}

private func zero(_ port: String) -> String {
  "the image exposes “\(port)”: port 0 means any free port, expected a number from 1 to 65535"
}

private func hostPart(_ port: String) -> String {
  "the image exposes “\(port)”, which names an address or a port of the host: expected the port alone"
}
