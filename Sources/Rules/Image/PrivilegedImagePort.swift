internal import Dockerfile
package import Images
package import Linting

/// The image exposes a port below 1024, and runs as another user than root.
package struct PrivilegedImagePort: Rule {
  package static let info = RuleInfo(
    name: "privileged-image-port", groups: ["config"], severity: .info,
    summary: "The image exposes a port below 1024, and runs as another user than root.",
    rationale: """
      Below 1024 only root may listen where the host's sysctl or the runtime does not allow it: Docker does since \
      20.10, Kubernetes and others need not. The program then fails on some hosts only.
      """,
    help: "Let the program listen on a port from 1024 on, and map it outside.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1000
        expose: 80/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1000
        expose: 8080/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 80/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#expose"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.linuxConfig, let user = image.userIDs, user.uid != 0 else { return [] }
    return config.exposedPorts.compactMap { text in
      guard let port = try? PortSpecification(text), (1..<1024).overlaps(port.ports) else { return nil }
      return image.finding(Self.info, privileged(text, config.user), of: .port(text))
    }
  }
}

private func privileged(_ port: String, _ user: String) -> String {
  "the image exposes \(port) and runs as “\(user)”: not everywhere may this user listen below 1024"
}
