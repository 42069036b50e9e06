internal import Dockerfile
package import Images
package import Linting

/// ENTRYPOINT, CMD, the working directory or the stop signal of the image is another than the policy demands.
package struct UnexpectedCommand: Rule {
  package static let info = RuleInfo(
    name: "unexpected-command", aliases: ["cst:metadata.entrypoint"], groups: ["config"], severity: .warning,
    summary: """
      ENTRYPOINT, CMD, the working directory or the stop signal of the image is another than the policy demands.
      """,
    rationale: """
      What a container starts, where, and how it is stopped belongs together with the manifests that run it. A base \
      image with another ENTRYPOINT changes it without a word. Silent without `config:` entries for these in the \
      policy.
      """,
    help: "Set it in the stage that ends in the image, or correct the policy.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        entrypoint: ["node"]
        cmd: ["index.js"]
        workdir: /app
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { entrypoint: [node], cmd: [server.js], workdir: /srv, stop-signal: SIGTERM }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        entrypoint: ["node"]
        cmd: ["server.js"]
        workdir: /app
        stopsignal: 15
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { entrypoint: [node], cmd: [server.js], workdir: /app, stop-signal: SIGTERM }")
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#entrypoint", "https://docs.docker.com/reference/dockerfile/#cmd",
    ])

  private let demands: ConfigDemands

  package init(_ settings: RuleSettings) { demands = settings.config }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.config, let written = image.configWithSecrets else { return [] }
    let commands = [
      differing("ENTRYPOINT", written.entrypoint, config.entrypoint, demands.entrypoint),
      differing("CMD", written.cmd, config.cmd, demands.cmd),
    ]
    let texts = [
      demands.workdir.flatMap { isSame($0, config.workingDir, by: place) ? nil : workdir(config.workingDir, $0) },
      demands.stopSignal.flatMap { expected in
        let found = config.stopSignal ?? "SIGTERM"
        return isSame(expected, found, by: StopSignal.comparable) ? nil : signal(found, expected)
      },
    ]
    // container-structure-test compares all of these, and its name stands for the entry point.
    return commands.enumerated().compactMap { index, message in
      message.map { image.finding(Self.info, $0, aliases: index == 0 ? nil : []) }
    } + texts.compactMap { $0.map { image.finding(Self.info, $0, aliases: []) } }
  }

  private func differing(
    _ name: String, _ written: [String], _ found: [String], _ expected: [String]?
  ) -> String? {
    guard let expected, expected != written else { return nil }
    return
      "\(name) of the image is \(quotedCommand(found) ?? "not set"), expected \(quotedCommand(concealedWords(expected)) ?? "none")"
  }

  private func isSame(_ left: String, _ right: String, by normal: (String) -> String) -> Bool {
    normal(left) == normal(right)
  }
}

/// A working directory that is not set is the root.
private func place(_ directory: String) -> String { cleanPath(directory.isEmpty ? "/" : directory) }

private func workdir(_ found: String, _ expected: String) -> String {
  "the working directory of the image is “\(found.isEmpty ? "/" : found)”, expected “\(expected)”"
}

private func signal(_ found: String, _ expected: String) -> String {
  "the stop signal of the image is \(found), expected \(expected)"
}

/// The words of a command as messages print them; nil for none.
func quotedCommand(_ words: [String]) -> String? {
  let quoted = words.map { "“\($0)”" }
  return quoted.isEmpty ? nil : "[\(quoted.joined(separator: ", "))]"
}
