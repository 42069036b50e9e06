package import Dockerfile
package import Linting

/// The stage that is built is for another platform than the policy lists.
package struct UnexpectedStagePlatform: Rule {
  package static let info = RuleInfo(
    name: "unexpected-stage-platform", groups: ["config"], severity: .warning,
    summary: "The stage that is built is for another platform than the policy lists.",
    rationale: """
      The image is for the platform of the FROM that the last stage stands on: that of its --platform, else that of the build.
      A platform written there by hand stays, whatever the build asks for. Silent without `config: platform:` in the policy, and
      where the file does not tell the platform and neither --platform nor --base does.
      """,
    help: "Leave --platform out of FROM, so that the build decides, or add the platform to the policy.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹--platform=linux/386› node:20-alpine
        CMD ["node", "server.js"]
        """, policy: "config: { platform: [linux/amd64, linux/arm64] }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM --platform=$BUILDPLATFORM node:20-alpine AS builder
        FROM node:20-alpine
        COPY --from=builder /app /app
        """, policy: "config: { platform: [linux/amd64, linux/arm64] }"),
      RuleInfo.Example(
        "FROM --platform=linux/aarch64 node:20-alpine", policy: "config: { platform: [linux/amd64, linux/arm64] }"),
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#from",
      "https://docs.docker.com/build/building/multi-platform/",
    ])

  private let expected: [String]?

  package init(_ settings: RuleSettings) { expected = settings.config.platforms }

  package func check(_ file: BuildModel) -> [Finding] {
    // A FROM that names a stage takes over its platform, whatever its own flag says.
    guard let expected, let root = file.target.flatMap({ file.chain(of: $0).last }),
      let found = root.askedPlatform ?? root.rootFacts?.platform,
      !expected.contains(where: { Platform($0)?.covers(found) ?? false })
    else { return [] }
    let words = message(root, found, expected)
    guard let flag = root.from.flag("platform") else { return [Finding(Self.info, words, onFromOf: root, in: file)] }
    return [Finding(Self.info, words, at: flag.range, of: root.from, stage: root, in: file)]
  }

  private func message(_ stage: Stage, _ found: Platform, _ expected: [String]) -> String {
    "\(stage.title) is for \(found.description), expected \(expected.joined(separator: " or "))"
  }
}
