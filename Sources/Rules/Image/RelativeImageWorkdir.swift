package import Images
package import Linting

/// The working directory of the image is no absolute path.
package struct RelativeImageWorkdir: Rule {
  package static let info = RuleInfo(
    name: "relative-image-workdir", aliases: ["DS-0009"], groups: ["config"], severity: .warning,
    summary: "The working directory of the image is no absolute path.",
    rationale: """
      Runtimes refuse to start such a container, or begin at the root. Builders make WORKDIR absolute, so it comes \
      from a tool that writes configs by itself.
      """,
    help: "Give the whole path from the root.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        workdir: app
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        workdir: /app
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#workdir",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let workdir = image.linuxConfig?.workingDir, !workdir.isEmpty, !workdir.hasPrefix("/") else { return [] }
    return [image.finding(Self.info, relative(workdir), of: .workdir)]
  }
}

private func relative(_ workdir: String) -> String {
  "the working directory of the image is “\(workdir)”, expected a path that begins with a slash"
}
