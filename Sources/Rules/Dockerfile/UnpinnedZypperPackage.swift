package import Dockerfile
package import Linting

/// Packages that zypper installs in whatever version the repository has that day.
package struct UnpinnedZypperPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-zypper-package",
    aliases: ["DL3037"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "zypper install names a package without a version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Ignore it where the repository is a snapshot, or
      where the newest security release matters more than the same bytes.
      """,
    help: "Write name=version; zypper search -s NAME shows the versions that there are.",
    bad: [
      RuleInfo.Example(
        """
        FROM opensuse/leap:15.6
        RUN zypper --non-interactive install ‹curl› && zypper clean --all
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM opensuse/leap:15.6
        RUN zypper --non-interactive install curl=8.6.0 && zypper clean --all
        """)
    ],
    deviations: .ofCommands("DL3037") + .ofEachCommand("DL3037") + [
      RuleInfo.Deviation(
        "DL3037",
        """
        hadolint takes a variable for a package without a version. Here its value is used where the file tells it; what it does not \
        tell is a finding under the code alone.
        """)
    ],
    references: ["https://en.opensuse.org/SDB:Zypper_manual"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "zypper" && ["install", "in"].contains($0.subcommand) },
      isLoose: { package, _ in package.isUnversioned },
      peer: PinDemand.Peer(alias: "DL3037", isLoose: { package, _ in package.isUnversioned || package.kind == .group })
    ).findings(Self.info, in: file)
  }
}
