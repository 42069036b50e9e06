package import Dockerfile
package import Linting

/// A FROM with a literal platform.
package struct ConstantFromPlatform: Rule {
  package static let info = RuleInfo(
    name: "constant-from-platform",
    aliases: ["DL3029", "FromPlatformFlagConstDisallowed", "semgrep:avoid-platform-with-from"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "FROM --platform has a constant value.",
    rationale: """
      A constant takes the choice away from whoever builds: the image is for that platform whatever --platform says. A stage
      whose name tells the platform (FROM --platform=linux/arm64 alpine AS build_arm64) is meant so.
      """,
    help: "Remove the flag and build with --platform, or use $BUILDPLATFORM for tools that run at build time.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹--platform=linux/amd64› alpine:3.20
        """,
        fixed: """
          FROM alpine:3.20
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM --platform=$BUILDPLATFORM alpine:3.20
        """),
      RuleInfo.Example(
        """
        FROM --platform=linux/arm64 alpine:3.20 AS build-arm64
        """),
    ],
    references: ["https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let flag = stage.from.flag("platform"), let value = flag.value else { return nil }
      let isConstant = !stage.fromVariables.contains { $0.field == .platform }
      let names = Platform(value).map { [$0.os, $0.architecture] } ?? []
      let isNamed = names.contains { stage.name?.contains($0) == true }
      let isOwn = isConstant && !names.isEmpty && !isNamed
      // hadolint wants one of two variables, whatever else the value holds.
      let isLiteral = !value.contains("BUILDPLATFORM") && !value.contains("TARGETPLATFORM")
      guard isOwn || isLiteral else { return nil }
      let aliases = Self.info.aliases.filter { $0 == "DL3029" ? isLiteral : isOwn }
      var finding = Finding(
        Self.info, message(value), at: flag.range, of: stage.from, stage: stage, in: file, aliases: aliases)
      finding.isOwn = isOwn
      return finding.mended(by: Fix(.unsafe, all: [file.removing(flag, of: stage.from)]))
    }
  }

  private func message(_ value: String) -> String { "the platform of FROM is fixed to \(value)" }
}
