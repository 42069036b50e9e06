package import Images
package import Linting

/// The image is for another platform than the policy lists.
package struct UnexpectedPlatform: Rule {
  package static let info = RuleInfo(
    name: "unexpected-platform", groups: ["config"], severity: .warning,
    summary: "The image is for another platform than the policy lists.",
    rationale: """
      An image for another architecture does not start, or runs many times slower in an emulator; a build on a \
      laptop makes it without a word. Silent without `config: platform:` in the policy.
      """,
    help: "Build with --platform, or add the platform to the policy.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        platform: linux/arm64/v8
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { platform: linux/amd64 }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        platform: linux/arm64/v8
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """, policy: "config: { platform: [linux/amd64, linux/arm64] }")
    ],
    references: [
      "https://docs.docker.com/build/building/multi-platform/",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  private let expected: [String]?

  package init(_ settings: RuleSettings) { expected = settings.config.platforms }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let expected, !image.platform.isEmpty else { return [] }
    let found = Platform(image.platform)
    let isExpected = expected.contains { text in
      text == image.platform || Platform(text).flatMap { asked in found.map { asked.covers($0) } } ?? false
    }
    return isExpected ? [] : [image.finding(Self.info, otherPlatform(image.platform, expected))]
  }
}

private func otherPlatform(_ found: String, _ expected: [String]) -> String {
  "the image is for \(found), expected \(expected.joined(separator: " or "))"
}
