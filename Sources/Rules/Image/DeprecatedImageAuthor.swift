package import Images
package import Linting

/// The author field of the image's config is set.
package struct DeprecatedImageAuthor: Rule {
  package static let info = RuleInfo(
    name: "deprecated-image-author", aliases: ["DS-0022"], groups: ["config"], severity: .info,
    summary: "The author field of the image's config is set.",
    rationale: """
      It is what the deprecated instruction MAINTAINER writes. Tools read the label \
      org.opencontainers.image.authors.
      """,
    help: "Write LABEL org.opencontainers.image.authors in place of MAINTAINER.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        author: Shop Team <shop@example.org>
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        label: org.opencontainers.image.authors=shop@example.org
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#maintainer-deprecated",
      "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let author = image.config?.author, !author.isEmpty else { return [] }
    return [image.finding(Self.info, isSet)]
  }
}

private let isSet =
  "the image has an author by the deprecated MAINTAINER, expected the label org.opencontainers.image.authors"
