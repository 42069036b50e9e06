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
      moved to another port. Where a flag or a variable says that the process does listen there, nothing is said.
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
        """,
        image: """
          tag: shop/web:v1
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
      guard let exposed = launch.exposedPorts, !exposed.isEmpty else { return [] }
      let declared = launch.container.ports.filter { $0.transport == "TCP" }
      let isPartlyRight = declared.contains { $0.number.map(exposed.contains) ?? false }
      return declared.compactMap { port in
        guard let node = port.node["containerPort"], let number = node.integer, !exposed.contains(number),
          !launch.listeningPorts.contains(where: { $0.number == number })
        else { return nil }
        var finding = launch.remark(
          Self.info, "declares port \(number), and the image exposes \(words(exposed))", at: node.range,
          origin: launch.origin(.expose, "EXPOSE \(words(exposed))"))
        if isPartlyRight { finding.highestSeverity = .info }
        return finding
      }
    }
  }
}

private func words(_ ports: [Int]) -> String { ports.map(String.init).joined(separator: ", ") }
