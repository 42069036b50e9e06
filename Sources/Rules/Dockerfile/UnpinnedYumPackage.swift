package import Dockerfile
package import Linting

/// Packages that yum installs in whatever version the repository has that day.
package struct UnpinnedYumPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-yum-package",
    aliases: ["DL3033"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "yum install names a package without a version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Ignore it where the repository is a snapshot, or where
      the newest security release matters more than the same bytes.
      """,
    help: "Write name-version; yum list --showduplicates NAME shows the versions that there are.",
    bad: [
      RuleInfo.Example(
        """
        FROM rockylinux:8
        RUN yum install -y ‹curl› && yum clean all
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM rockylinux:8
        RUN yum install -y curl-7.61.1-34.el8 && yum clean all
        """)
    ],
    deviations: .ofCommands("DL3033") + .ofEachCommand("DL3033") + .ofOptionValues("--enablerepo extras", "DL3033") + [
      RuleInfo.Deviation(
        "DL3033",
        """
        hadolint takes a file of a package for a name when it has no dash, as `x.rpm`; here it is one version of \
        it.
        """),
      RuleInfo.Deviation(
        "DL3033",
        """
        hadolint takes a name with a digit behind a dash, such as java-17-openjdk, for a package with a version. \
        Here it is a finding without the code.
        """),
    ],
    references: ["https://man7.org/linux/man-pages/man8/yum.8.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "yum" && ["install", "module install"].contains($0.subcommand) },
      isLoose: { package, operation in package.isUnversioned || package.isModuleWithoutStream(operation) },
      peer: PinDemand.Peer(
        alias: "DL3033",
        isLoose: { package, operation in
          operation.subcommand.hasPrefix("module ")
            ? package.isModuleWithoutStream(operation)
            : ![.file, .url].contains(package.kind) && !package.hasDashedVersion
        }, trustsDefinedVariables: true)
    ).findings(Self.info, in: file)
  }
}
