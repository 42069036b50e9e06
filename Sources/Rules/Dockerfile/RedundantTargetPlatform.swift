package import Dockerfile
package import Linting

/// `--platform=$TARGETPLATFORM`, which happens anyway.
package struct RedundantTargetPlatform: Rule {
  package static let info = RuleInfo(
    name: "redundant-target-platform",
    aliases: ["DL3065", "RedundantTargetPlatform"],
    groups: ["style"], severity: .info, fix: .safe, fixChanges: [.platforms],
    summary: "FROM --platform=$TARGETPLATFORM says what happens anyway.",
    rationale: """
      A base image is taken for the platform that is built for. Only another platform, such as $BUILDPLATFORM, needs saying.
      """,
    help: "Remove the flag.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹--platform=$TARGETPLATFORM› alpine:3.20
        """,
        fixed: """
          FROM alpine:3.20
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM --platform=$BUILDPLATFORM alpine:3.20
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/redundant-target-platform/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let flag = stage.from.flag("platform"), let value = flag.value else { return nil }
      let names = stage.fromVariables.filter { $0.field == .platform }.map(\.name)
      guard Set(names) == ["TARGETPLATFORM"], names.count == 1,
        stage.platform == file.globalEnvironment.value(of: "TARGETPLATFORM")?.text
      else { return nil }
      let isPlain = value == "$TARGETPLATFORM" || value == "${TARGETPLATFORM}"
      let aliases = Self.info.aliases.filter { $0 != "DL3065" || isPlain }
      let finding = Finding(
        Self.info, message(value), at: flag.range, of: stage.from, stage: stage, in: file, aliases: aliases)
      return finding.mended(by: Fix(.safe, all: [file.removing(flag, of: stage.from)]))
    }
  }

  private func message(_ value: String) -> String { "--platform=\(value) is what happens without the flag" }
}
