internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// A container declares a port that its image does not expose.
package struct ContainerPortNotExposed: Rule {
  package static let info = RuleInfo(
    name: "container-port-not-exposed", groups: ["kubernetes", "ports"], severity: .warning,
    summary: "A container declares a port that its image does not expose.",
    rationale: """
      Both are declarations and open nothing, so this is a hint: one of the two numbers is wrong, or the image has \
      moved to another port. Where a flag or a variable says that the process does listen there, nothing is said; where the \
      image exposes none, or another declared port, it is told for information only.
      """,
    help: """
      Write the port that the image exposes, or EXPOSE the port in the Dockerfile.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              ports:
                - containerPort: ‹8000›
        """,
        image: """
          tag: shop/web:v1
          expose: 8080/tcp
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              ports:
                - containerPort: 8080
        """,
        image: """
          tag: shop/web:v1
          expose: 8080/tcp
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              ports:
                - containerPort: 8000
              args: [--port, "8000"]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://github.com/opencontainers/image-spec/blob/main/config.md"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard let exposed = launch.config?.exposedPorts else { return [] }
      let declared = launch.container.ports
      // One that is right, or none to hold it against, makes a wrong number less likely.
      let isHint = exposed.isEmpty || declared.contains { $0.specification.map(exposed.contains) ?? false }
      return declared.compactMap { port in
        guard let node = port.node["containerPort"], let number = node.integer,
          let specification = port.specification, !exposed.contains(specification),
          port.transport != "TCP" || !launch.listeningPorts.contains(where: { $0.number == number })
        else { return nil }
        var finding = launch.remark(
          Self.info, "declares port \(short(specification)), and the image exposes \(words(exposed))", at: node.range,
          origin: launch.origin(.expose, exposed.isEmpty ? "no EXPOSE is here" : "EXPOSE \(words(exposed))"))
        if isHint { finding.highestSeverity = .info }
        return finding
      }
    }
  }
}

extension ContainerPort {
  /// As an image's config writes it: `8080/tcp`.
  fileprivate var specification: String? { number.map { "\($0)/\(transport.lowercased())" } }
}

private func words(_ ports: [String]) -> String {
  ports.isEmpty ? "none" : ports.map(short).joined(separator: ", ")
}

/// A port of TCP is called by its number.
private func short(_ port: String) -> String { port.hasSuffix("/tcp") ? String(port.dropLast(4)) : port }
