internal import Dockerfile
internal import Images
package import Linting

/// The image declares other ports than the Dockerfile's EXPOSE.
package struct DriftedPort: Rule {
  package static let info = RuleInfo(
    name: "drifted-port",
    groups: ["drift", "ports"],
    severity: .warning,
    summary: "The image declares other ports than the Dockerfile's EXPOSE.",
    rationale:
      "EXPOSE is what people and tools go by when they publish the container. A difference means that the image was built from "
      + "another file, or from an older one. Ports that the base image may have declared do not count.",
    help:
      "Build the image again from this Dockerfile and target, and export it again.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        EXPOSE ‹3000›
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          expose: 8080/tcp
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        EXPOSE 3000
        COPY app /app/
        """,
        image: """
          tag: shop/web:v1
          expose: 3000/tcp
          expose: 9229/tcp
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#expose",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let config = release.comparedConfig, let target = release.dockerfile.target else { return [] }
    let found = Set(config.exposedPorts.map { $0.contains("/") ? $0 : "\($0)/tcp" })
    return missing(found, in: release) + (inherits(target) ? [] : additional(found, on: target, in: release))
  }

  private func missing(_ found: Set<String>, in release: Release) -> [Finding] {
    var seen: Set<String> = []
    return release.dockerfile.shippedStages.reversed().flatMap { stage in
      stage.ports.compactMap { port in
        guard let entry = port.port.entries.first(where: { !found.contains($0) && seen.insert($0).inserted }) else {
          return nil
        }
        return release.finding(
          Self.info, missingMessage(entry), at: port.word.range, of: port.instruction, stage: stage.index)
      }
    }
  }

  /// Whether the base image may have ports that nobody knows of, or an EXPOSE has some that the file does not tell.
  private func inherits(_ target: Stage) -> Bool {
    if target.root != .scratch, target.rootFacts == nil { return true }
    return target.instructions.contains { instruction in
      instruction.keyword == .expose && !target.ports.contains { $0.instruction === instruction }
    }
  }

  private func additional(_ found: Set<String>, on target: Stage, in release: Release) -> [Finding] {
    found.subtracting(target.config.exposedPorts).sorted().map { entry in
      Finding(Self.info, additionalMessage(entry), onFromOf: target, in: release.dockerfile)
    }
  }
}

private func missingMessage(_ entry: String) -> String {
  "the image does not expose \(entry), which this EXPOSE names"
}

private func additionalMessage(_ entry: String) -> String {
  "the image exposes \(entry), which neither the Dockerfile nor its base does"
}
