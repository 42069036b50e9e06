package import Dockerfile
package import Linting

/// Packages that apt-get installs in whatever version the repository has that day.
package struct UnpinnedAptPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-apt-package",
    aliases: ["DL3008"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "apt-get install names a package without a version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Ignore it where the repository is a snapshot of a
      day, or where the newest security release matters more than the same bytes: Debian keeps only the newest of each.
      """,
    help: "Write name=version; apt-cache policy NAME shows the versions that there are.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y ‹curl› git && rm -rf /var/lib/apt/lists/*
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        ARG CURL_VERSION=7.88.1-10+deb12u12
        RUN apt-get update && apt-get install -y curl=$CURL_VERSION git=1:2.39.* && rm -rf /var/lib/apt/lists/*
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim
        COPY app.deb /tmp/
        RUN apt-get install -y /tmp/app.deb
        """),
    ],
    deviations: .ofCommands("DL3008") + .ofEachCommand("DL3008") + .ofOptionValues("-c apt.conf", "DL3008") + [
      RuleInfo.Deviation(
        "DL3008",
        """
        hadolint takes a variable for a package without a version. Here its value is used where the file tells it; what it does not \
        tell is a finding under the code alone.
        """)
    ],
    references: ["https://manpages.debian.org/bookworm/apt/apt-get.8.en.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.command.program == "apt-get" && $0.command.name.text == "apt-get" && $0.subcommand == "install" },
      isLoose: { package, _ in package.isUnversioned },
      peer: PinDemand.Peer(alias: "DL3008", isLoose: { package, _ in package.isUnversioned || package.kind == .group })
    ).findings(Self.info, in: file)
  }
}
