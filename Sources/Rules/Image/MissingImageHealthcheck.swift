package import Images
package import Linting

/// The image has no health check.
package struct MissingImageHealthcheck: Rule {
  package static let info = RuleInfo(
    name: "missing-image-healthcheck",
    aliases: ["CIS-DI-0006", "DS-0026", "CIS-4.6"],
    groups: ["config", "healthcheck"],
    severity: .warning,
    summary: "The image has no health check, or one that is switched off.",
    rationale:
      "Without a health check Docker only knows whether the process lives, not whether it still answers: a hung server "
      + "counts as well, and depending services start too early. Kubernetes has probes of its own and ignores it. The OCI "
      + "image format has no health check at all, so podman, buildah and conversions drop it from such images.",
    help:
      "Add a HEALTHCHECK to the final stage of the Dockerfile; with podman or buildah, build with --format docker to keep it.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: node
        cmd: ["node", "server.js"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: node
        healthcheck: ["NONE"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: node
        healthcheck: ["CMD", "wget", "-q", "-O", "/dev/null", "http://localhost:3000/"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#healthcheck",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.config else { return [] }
    if config.healthcheck?.checksAnything == true { return [] }
    let isOff = config.healthcheck?.test.first == "NONE"
    let isDropped = image.isOCIConfig && !isOff && historyHasHealthcheck(config.history)
    let message = isOff ? switchedOff : isDropped ? dropped : none
    // dockle takes any health check for one, even NONE.
    let aliases = config.healthcheck == nil ? Self.info.aliases : Self.info.aliases.filter { $0 != "CIS-DI-0006" }
    var finding = Finding(Self.info, message, aliases: aliases)
    if image.isOCIConfig, !isOff { finding.notes = [Finding.Note(ociCaveat)] }
    // The file asked for one, and no instruction could have saved it.
    if isDropped { finding.highestSeverity = .info }
    return [finding]
  }

  /// The last one counts: a later NONE is no health check that was dropped.
  private func historyHasHealthcheck(_ history: [ImageConfig.HistoryEntry]) -> Bool {
    let last = history.lazy.map { BuildStep(createdBy: $0.createdBy) }.last { $0.keyword == "HEALTHCHECK" }
    return last.map { !$0.arguments.hasSuffix("NONE") } ?? false
  }
}

private let none = "the image has no health check, expected one"

private let switchedOff = "the image's health check is switched off (NONE), expected one"

private let dropped =
  "the image has no health check, though its history has a HEALTHCHECK: the OCI image format dropped it"

private let ociCaveat =
  "the config is in the OCI format, which has no health check: podman, buildah and conversions drop the Dockerfile's "
  + "HEALTHCHECK; build with --format docker, or rely on probes"
