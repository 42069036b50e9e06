internal import Dockerfile
internal import Images
package import Linting

/// The image starts in another directory than the Dockerfile's last WORKDIR says.
package struct DriftedWorkdir: Rule {
  package static let info = RuleInfo(
    name: "drifted-workdir",
    groups: ["drift"],
    severity: .warning,
    summary: "The image starts in another directory than the Dockerfile's last WORKDIR says.",
    rationale:
      "Relative paths of the command, of probes and of scripts are looked up there. An image that starts elsewhere was built "
      + "from another Dockerfile, or from an older one.",
    help:
      "Build the image again from this Dockerfile and target, and export it again.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        WORKDIR ‹/app›
        COPY app ./
        """,
        image: """
          tag: shop/web:v1
          workdir: /srv
          layer: COPY app ./ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        WORKDIR /srv
        WORKDIR app
        COPY main.js ./
        """,
        image: """
          tag: shop/web:v1
          workdir: /srv/app
          layer: COPY main.js ./ # buildkit
            0644 0:0 srv/app/main.js "x"
          """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#workdir",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let config = release.comparedConfig, let stage = release.dockerfile.target?.config,
      let written = stage.workdir,
      !written.isOfBaseImage, let directory = stage.workingDirectory,
      cleanPath(config.workingDir) != cleanPath(directory)
    else { return [] }
    return [release.finding(Self.info, message(directory, config.workingDir), at: written)]
  }
}

private func message(_ written: String, _ found: String) -> String {
  "WORKDIR is \(written), but the image starts in \(found.isEmpty ? "/" : found)"
}
