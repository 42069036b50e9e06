package import Images
package import Linting

/// The image has ONBUILD triggers.
package struct OnbuildTriggerInImage: Rule {
  package static let info = RuleInfo(
    name: "onbuild-trigger-in-image", groups: ["config"], severity: .info,
    summary: "The image has ONBUILD triggers.",
    rationale: """
      They run in each Dockerfile that names the image in FROM, unseen by who reads it. An image that is meant to \
      run needs none; ignore it for images that are made to be built upon.
      """,
    help: "Take ONBUILD out of the Dockerfile, or out of the stage that ends in the image.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        onbuild: COPY . /app
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#onbuild"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let triggers = image.config?.onBuild, !triggers.isEmpty else { return [] }
    return [image.finding(Self.info, has(triggers))]
  }
}

/// A trigger may hold a secret, so only its instruction is named.
private func has(_ triggers: [String]) -> String {
  let keywords = triggers.prefix(5).map { $0.prefix { $0 != " " }.uppercased() }.joined(separator: ", ")
  let count = triggers.count == 1 ? "an ONBUILD trigger" : "\(triggers.count) ONBUILD triggers"
  return "the image has \(count) (\(keywords)), to run in each build upon it, expected none"
}
