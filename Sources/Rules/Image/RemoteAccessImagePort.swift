internal import Dockerfile
package import Images
package import Linting

/// The image exposes a port of a remote access service: ssh, telnet, the Docker API, remote desktop or VNC.
package struct RemoteAccessImagePort: Rule {
  package static let info = RuleInfo(
    name: "remote-access-image-port", aliases: ["DS-0004", "CIS-5.7"], groups: ["config", "security"],
    severity: .warning,
    summary: """
      The image exposes a port of a remote access service: ssh, telnet, the Docker API, remote desktop or VNC.
      """,
    rationale: """
      A container is reached through its runtime (docker exec, kubectl exec). A remote access service in it is one \
      more program to keep safe, with accounts and keys of its own. Ignore it for images whose purpose is that \
      service.
      """,
    help: "Leave the service out of the image, and EXPOSE out of the Dockerfile.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 22/tcp
        expose: 3000/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 3000/tcp
        expose: 2222/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#expose", "https://www.cisecurity.org/benchmark/docker"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    (image.config?.exposedPorts ?? []).flatMap { text in
      let ports = (try? PortSpecification(text))?.ports
      return RemoteAccessPort.services.filter { ports?.contains($0.key) == true }.sorted { $0.key < $1.key }.map {
        // The peers know ssh alone.
        image.finding(Self.info, exposes(text, $0.value), aliases: $0.key == 22 ? nil : [], of: .port(text))
      }
    }
  }
}

private func exposes(_ port: String, _ service: String) -> String {
  "the image exposes \(port), the port of \(service)"
}
