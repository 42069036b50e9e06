internal import Dockerfile
internal import Images
package import Linting

/// The image lacks the Dockerfile's HEALTHCHECK, or has another one.
package struct DriftedHealthcheck: Rule {
  package static let info = RuleInfo(
    name: "drifted-healthcheck",
    groups: ["drift", "healthcheck"],
    severity: .warning,
    summary: "The image lacks the Dockerfile's HEALTHCHECK, or has another one.",
    rationale:
      "Docker and Compose run the image's health check, not the Dockerfile's. A difference means that the image was built from "
      + "another file, or that the export dropped it: the OCI image format has no health check, so podman and buildah leave it "
      + "out unless they are told to write Docker's format.",
    help:
      "Build the image again from this Dockerfile; with podman or buildah, with --format docker.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY app /app/
        HEALTHCHECK --interval=10s ‹CMD› ["/app/check"]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY app /app/ # buildkit
            0755 0:0 app/check "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY app /app/
        HEALTHCHECK CMD ["/app/check"]
        """,
        image: """
          tag: shop/web:v1
          healthcheck: ["CMD", "/app/check"]
          layer: COPY app /app/ # buildkit
            0755 0:0 app/check "x"
          """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#healthcheck",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let config = release.comparedConfigWithSecrets, let written = release.dockerfile.target?.config.healthcheck,
      !written.isOfBaseImage
    else { return [] }
    let found = config.healthcheck?.test ?? []
    guard !isSame(written, found, config.healthcheck) else { return [] }
    let isDropped = found.isEmpty && release.image.isOCIConfig
    let place = written.instruction.healthcheckType?.range ?? written.instruction.spelling.range
    var finding = release.finding(
      Self.info, isDropped ? dropped : found.isEmpty ? missing : other(release.image.config?.healthcheck?.test ?? []),
      at: place, of: written.instruction,
      stage: written.stage)
    // Whoever made it so did not mean to; that the image has none is another rule's finding.
    if isDropped { finding.highestSeverity = .info }
    return [finding]
  }

  private func isSame(_ written: Healthcheck, _ found: [String], _ config: ImageConfig.Healthcheck?) -> Bool {
    if written.isNone { return found.isEmpty || found == ["NONE"] }
    guard let config, isSameTest(written.test, found) else { return false }
    let times = [
      ("interval", config.interval), ("timeout", config.timeout), ("start-period", config.startPeriod),
      ("start-interval", config.startInterval),
    ]
    return times.allSatisfy { flag, seconds in written.seconds(flag).map { abs($0 - seconds) < 1e-6 } ?? true }
  }

  /// Builders differ in how they write the shell form: as text, or as a shell with its text.
  private func isSameTest(_ written: [String], _ found: [String]) -> Bool {
    written == found || (written.first == "CMD-SHELL" && found.count > 1 && found.last == written.last)
  }
}

private let dropped = "the image has no health check: the OCI image format dropped this HEALTHCHECK"

private let missing = "the image has no health check, but the Dockerfile has this HEALTHCHECK"

private func other(_ found: [String]) -> String {
  found == ["NONE"]
    ? "the image's health check is switched off, but the Dockerfile has this HEALTHCHECK"
    : "the image's health check is another one, or runs at other times: \(found.joined(separator: " "))"
}
