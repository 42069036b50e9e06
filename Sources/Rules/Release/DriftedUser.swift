internal import Dockerfile
internal import Images
package import Linting

/// The image runs as another user than the Dockerfile's last USER says.
package struct DriftedUser: Rule {
  package static let info = RuleInfo(
    name: "drifted-user",
    groups: ["drift", "user"],
    severity: .error,
    summary: "The image runs as another user than the Dockerfile's last USER says.",
    rationale:
      "Whoever reads the Dockerfile takes the container for one that does not run as root. Where the image has another user it "
      + "was built from something else: an older file, another target, or a base that was changed by hand afterwards.",
    help:
      "Build the image again from this Dockerfile and target, and export it again; or name the Dockerfile that it was built from.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY app /app/
        USER ‹1001›
        """,
        image: """
          tag: shop/web:v1
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        COPY app /app/
        USER 1001
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          layer: COPY app /app/ # buildkit
            0644 0:0 app/main.js "x"
          """)
    ],
    silences: [RootImageUser.info.name],
    references: [
      "https://docs.docker.com/reference/dockerfile/#user",
      "https://github.com/opencontainers/image-spec/blob/main/config.md",
    ])

  package init() {}

  package func check(_ release: Release) -> [Finding] {
    guard let config = release.image.config, let user = release.dockerfile.target?.config.user, user.isResolved,
      !user.isOfBaseImage, user.value != config.user
    else { return [] }
    let isRoot = { (name: String) in name.isEmpty || RootAccount.isNamed(name) }
    if isRoot(user.value), isRoot(config.user) { return [] }
    return [release.finding(Self.info, message(user.value, config.user), at: user)]
  }
}

private func message(_ written: String, _ found: String) -> String {
  found.isEmpty
    ? "USER is \(written), but the image has no user and runs as root"
    : "USER is \(written), but the image runs as \(found)"
}
