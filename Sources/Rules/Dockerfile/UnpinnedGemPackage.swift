package import Dockerfile
package import Linting

/// Ruby gems that are installed in whatever version the server has that day.
package struct UnpinnedGemPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-gem-package",
    aliases: ["DL3028"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "gem install names a gem without a version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. A Gemfile.lock holds only what the project depends
      on, not what a RUN adds.
      """,
    help: "Write name:version, or give the version with --version.",
    bad: [
      RuleInfo.Example(
        """
        FROM ruby:3.3-slim
        RUN gem install --no-document ‹bundler›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM ruby:3.3-slim
        RUN gem install --no-document bundler:2.5.23 && gem install rake -v 13.2.1
        """)
    ],
    deviations: .ofCommands("DL3028") + .ofEachCommand("DL3028") + [
      RuleInfo.Deviation(
        "DL3028",
        """
        hadolint takes a file of a package for a name without a version; here `gem install ./a.gem` is one version \
        of it.
        """),
      RuleInfo.Deviation(
        "DL3028",
        """
        hadolint drops the word behind every option, so that `gem install --no-document rake` passes, and does not know \
        `-v1`. Here an option takes a value only if gem says so, which may be joined to it.
        """),
    ],
    references: ["https://guides.rubygems.org/command-reference/#gem-install"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "gem" && $0.action == .install },
      isLoose: { package, _ in package.isUnversioned },
      peer: PinDemand.Peer(alias: "DL3028", isLoose: { package, _ in package.isUnversioned })
    ).findings(Self.info, in: file)
  }
}
