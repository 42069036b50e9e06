package import Images
package import Linting

/// The image has neither ENTRYPOINT nor CMD.
package struct MissingImageCommand: Rule {
  package static let info = RuleInfo(
    name: "missing-image-command", groups: ["config"], severity: .info,
    summary: "The image has neither ENTRYPOINT nor CMD.",
    rationale: """
      Such an image starts only with a command from outside, which then has to be kept in step with it. Ignore it \
      for images that only serve as a base or carry files.
      """,
    help: "End the final stage with ENTRYPOINT or CMD.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        cmd: ["node", "/app/server.js"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        entrypoint: ["/app/server"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#cmd", "https://docs.docker.com/reference/dockerfile/#entrypoint",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.config, config.entrypoint.isEmpty, config.cmd.isEmpty else { return [] }
    return [image.finding(Self.info, nothingToStart)]
  }
}

private let nothingToStart =
  "the image has neither ENTRYPOINT nor CMD, so nobody knows what to start, expected one of them"
