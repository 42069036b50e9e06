internal import Dockerfile
package import Images
package import Linting

/// The image exposes other ports than the policy lists.
package struct UnexpectedImagePort: Rule {
  package static let info = RuleInfo(
    name: "unexpected-image-port", aliases: ["cst:metadata.exposedPorts"], groups: ["config"], severity: .warning,
    summary: "The image exposes other ports than the policy lists.",
    rationale: """
      The ports of an image are what services, probes and firewalls are written for. One that is not on the list is \
      a debug port or comes from the base image; one that is absent makes tools that read the exposed ports miss the \
      service. Silent without `config: ports:` in the policy.
      """,
    help: "Expose the ports of the policy, or correct `config: ports:`.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 3000/tcp
        expose: 9229/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { ports: [3000] }"),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { ports: [3000] }"),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        expose: 3000/tcp
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { ports: [3000] }")
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#expose",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  private let expected: [String]?

  package init(_ settings: RuleSettings) { expected = settings.config.ports }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let expected, let config = image.config else { return [] }
    let exposed = config.exposedPorts.flatMap { (try? PortSpecification($0))?.entries ?? [$0] }
    let strange = exposed.filter { !expected.contains($0) }.map { unexpected($0, expected) }
    let absent = expected.filter { !exposed.contains($0) }.map { notExposed($0) }
    return (strange + absent).map { image.finding(Self.info, $0) }
  }
}

private func unexpected(_ port: String, _ expected: [String]) -> String {
  let list = expected.prefix(5).joined(separator: ", ") + (expected.count > 5 ? ", …" : "")
  return "the image exposes \(port): the policy lists \(list.isEmpty ? "none" : list)"
}

private func notExposed(_ port: String) -> String { "the image does not expose \(port), which the policy lists" }
