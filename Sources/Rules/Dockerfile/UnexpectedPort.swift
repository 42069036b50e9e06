package import Dockerfile
package import Linting

/// EXPOSE differs from the ports that the policy lists.
package struct UnexpectedPort: Rule {
  package static let info = RuleInfo(
    name: "unexpected-port", groups: ["config"], severity: .warning,
    summary: "The stage that is built exposes other ports than the policy lists.",
    rationale: """
      The ports of an image are what services, probes and firewalls are written for. One that is not on the list is a debug
      port or a slip; one that is absent makes tools that read EXPOSE miss the service. Silent without `config: ports:` in
      the policy, and where a port depends on an unknown variable.
      """,
    help: "Expose the ports of the policy, or correct `config: ports:`.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        EXPOSE 3000 ‹9229›
        """, policy: "config: { ports: [3000] }"),
      RuleInfo.Example("FROM ‹node:20-alpine›", policy: "config: { ports: [3000] }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ARG PORT=3000
        EXPOSE $PORT/tcp
        """, policy: "config: { ports: [3000] }")
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#expose"])

  private let expected: [String]?

  package init(_ settings: RuleSettings) { expected = settings.config.ports }

  package func check(_ file: BuildModel) -> [Finding] {
    guard let expected, let stage = file.target else { return [] }
    let chain = file.chain(of: stage)
    let exposed = chain.reversed().flatMap { below in below.ports.map { (stage: below, port: $0) } }
    let strange = exposed.compactMap { below, port -> Finding? in
      let others = port.port.entries.filter { !expected.contains($0) }
      guard let first = others.first else { return nil }
      return Finding(
        Self.info, unexpected(first, others.count, expected), at: port.word.range, of: port.instruction, stage: below,
        in: file)
    }
    // Those of a base image that is known are among them.
    let entries = Set(stage.config.exposedPorts)
    let foreign = entries.subtracting(exposed.flatMap { $0.port.port.entries }).subtracting(expected).sorted().map {
      Finding(Self.info, inherited($0, expected), onFromOf: chain.last ?? stage, in: file)
    }
    guard !hasUnknownPort(chain) else { return strange + foreign }
    return strange + foreign
      + expected.filter { !entries.contains($0) }.map {
        Finding(Self.info, absent($0, stage), onFromOf: stage, in: file)
      }
  }

  /// Whether some EXPOSE names a port that only the build will know.
  private func hasUnknownPort(_ chain: [Stage]) -> Bool {
    chain.contains { stage in
      let known = Set(stage.ports.map(\.word))
      return stage.instructions.filter { $0.keyword == .expose }.flatMap(\.arguments.words).contains { word in
        word.text.contains("$") && !known.contains(word)
      }
    }
  }

  private func unexpected(_ port: String, _ count: Int, _ expected: [String]) -> String {
    let others = count == 2 ? "1 more port" : "\(count - 1) more ports"
    let ports = count == 1 ? "the port \(port) is" : "\(port) and \(others) are"
    return "\(ports) exposed: the policy lists \(listed(expected))"
  }

  private func inherited(_ port: String, _ expected: [String]) -> String {
    "the base image exposes the port \(port): the policy lists \(listed(expected))"
  }

  private func listed(_ expected: [String]) -> String {
    expected.isEmpty ? "none" : expected.prefix(5).joined(separator: ", ") + (expected.count > 5 ? ", …" : "")
  }

  private func absent(_ port: String, _ stage: Stage) -> String {
    "\(stage.title) does not expose \(port), which the policy lists"
  }
}
