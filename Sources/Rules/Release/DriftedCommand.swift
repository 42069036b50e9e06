internal import Dockerfile
internal import Images
package import Linting

/// The image starts another program than the Dockerfile's CMD or ENTRYPOINT says.
package struct DriftedCommand: Rule {
  package static let info = RuleInfo(
    name: "drifted-command",
    groups: ["drift"],
    severity: .warning,
    summary: "The image starts another program than the Dockerfile's CMD or ENTRYPOINT says.",
    rationale:
      "What the image runs is what ships, whatever the Dockerfile says. A difference means that the image was built from another "
      + "file, from another target stage, or changed after the build.",
    help:
      "Build the image again from this Dockerfile and target, and export it again.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY app /app/
        ‹ENTRYPOINT› ["/app/server"]
        CMD ["--port", "8080"]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/migrate"]
          cmd: ["--port", "8080"]
          layer: COPY app /app/ # buildkit
            0755 0:0 app/server "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY app /app/
        CMD exec /app/server
        """,
        image: """
          tag: shop/web:v1
          cmd: ["/bin/sh", "-c", "exec /app/server"]
          layer: COPY app /app/ # buildkit
            0755 0:0 app/server "x"
          """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#cmd",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let config = release.comparedConfigWithSecrets, let shown = release.image.config,
      let stage = release.dockerfile.target?.config
    else { return [] }
    let pairs = [(stage.entrypoint, config.entrypoint, shown.entrypoint), (stage.cmd, config.cmd, shown.cmd)]
    return pairs.compactMap { command, found, shown in
      guard let command, command.instruction.keyword != .from, !isSame(command, found) else { return nil }
      return release.finding(
        Self.info, message(command, shown), at: command.instruction.spelling.range, of: command.instruction,
        stage: command.stage)
    }
  }

  /// The shell of a shell form may be one that only the base image knows.
  private func isSame(_ command: StageCommand, _ found: [String]) -> Bool {
    if found == command.words { return true }
    guard command.isShellForm, !command.hasChosenShell, found.count > 1 else { return false }
    return found.last == command.words.last
  }
}

private func message(_ command: StageCommand, _ found: [String]) -> String {
  let name = command.instruction.name
  return found.isEmpty
    ? "the image has no \(name), but the Dockerfile sets one"
    : "the \(name) of the image is another one: \(found.map { "“\($0)”" }.joined(separator: " "))"
}
