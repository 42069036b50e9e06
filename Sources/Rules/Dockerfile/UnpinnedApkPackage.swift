package import Dockerfile
package import Linting

/// Packages that apk installs in whatever version the repository has that day.
package struct UnpinnedApkPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-apk-package",
    aliases: ["DL3018"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "apk add names a package without a version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Ignore it where the newest security release
      matters more than the same bytes: Alpine keeps only the newest version of each package in a release's repository, so an
      exact version stops the build one day.
      """,
    help: "Write name=version or name~version; apk policy NAME shows the versions that there are.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache ‹curl› git
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache curl=8.9.1-r1 git~2.45
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache --virtual .build ./app.apk
        """),
    ],
    deviations: .ofCommands("DL3018") + .ofEachCommand("DL3018") + .ofOptionValues("--root /rootfs", "DL3018") + [
      RuleInfo.Deviation(
        "DL3018",
        """
        hadolint takes a variable for a package without a version. Here its value is used where the file tells it; what it does not \
        tell is a finding under the code alone.
        """)
    ],
    references: ["https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "apk" && $0.subcommand == "add" },
      isLoose: { package, _ in package.isMoving },
      peer: PinDemand.Peer(
        alias: "DL3018",
        isLoose: { package, _ in package.isMoving || package.kind == .group || package.kind == .virtual })
    ).findings(Self.info, in: file)
  }
}
