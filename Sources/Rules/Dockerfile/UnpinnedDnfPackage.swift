package import Dockerfile
package import Linting

/// Packages that dnf or microdnf installs in whatever version the repository has that day.
package struct UnpinnedDnfPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-dnf-package",
    aliases: ["DL3041"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "dnf install names a package without a version, or a module without a stream.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Ignore it where the repository
      is a snapshot, or where the newest security release matters more than the same bytes.
      """,
    help: "Write name-version; dnf list --showduplicates NAME shows the versions that there are.",
    bad: [
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN dnf install -y ‹curl› && dnf clean all
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN dnf install -y curl-8.9.1-2.fc41 && dnf module install -y nodejs:20 && dnf clean all
        """)
    ],
    deviations: .ofCommands("DL3041") + .ofEachCommand("DL3041") + .ofOptionValues("--enablerepo extras", "DL3041") + [
      RuleInfo.Deviation(
        "DL3041",
        """
        hadolint takes a file of a package for a name when it has no dash, as `x.rpm`; here it is one version of \
        it.
        """),
      RuleInfo.Deviation(
        "DL3041",
        """
        hadolint takes a name with a digit behind a dash, such as java-17-openjdk, for a package with a version. \
        Here it is a finding without the code.
        """),
    ],
    references: ["https://dnf.readthedocs.io/en/latest/command_ref.html#specifying-packages"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { ["dnf", "tdnf"].contains($0.manager.name) && ["install", "module install"].contains($0.subcommand) },
      isLoose: { package, operation in package.isUnversioned || package.isModuleWithoutStream(operation) },
      peer: PinDemand.Peer(
        alias: "DL3041",
        isLoose: { package, operation in
          operation.subcommand.hasPrefix("module ")
            ? package.isModuleWithoutStream(operation)
            : ![.file, .url].contains(package.kind) && !package.hasDashedVersion
        },
        covers: { ["dnf", "microdnf"].contains($0.command.name.text) }, trustsDefinedVariables: true)
    ).findings(Self.info, in: file)
  }
}
