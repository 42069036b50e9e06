package import Dockerfile
package import Linting

/// Go packages that are fetched in whatever version is newest that day.
package struct UnpinnedGoPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-go-package",
    aliases: ["DL3062"],
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "go install, get or run names a remote package without a fixed version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. Inside a module, go.mod fixes
      the version of what the module requires: ignore it there.
      """,
    help: "Write path@v1.2.3, or a commit behind the @.",
    bad: [
      RuleInfo.Example(
        """
        FROM golang:1.23
        RUN go install ‹golang.org/x/tools/cmd/goimports@latest›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM golang:1.23
        RUN go install golang.org/x/tools/cmd/goimports@v0.28.0 && go run ./cmd/generate
        """)
    ],
    deviations: .ofCommands("DL3062") + .ofEachCommand("DL3062") + [
      RuleInfo.Deviation(
        "DL3062",
        """
        hadolint judges go install and go get only where the RUN has no go run; here each of them.
        """),
      RuleInfo.Deviation(
        "DL3062",
        """
        hadolint takes the values of options, files such as main.go and packages of the standard library for remote packages without a
        version. Here they are what they are.
        """),
    ],
    references: ["https://go.dev/ref/mod#go-install"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(
      covers: { $0.manager.name == "go" && ["install", "get", "run"].contains($0.subcommand) },
      isLoose: { package, _ in package.kind == .named && package.pin != .exact },
      peer: PinDemand.Peer(
        alias: "DL3062",
        isLoose: { package, _ in
          if package.kind != .named { return !package.argument.isKnown && isLooseAsWritten(package.text) }
          return package.version.map { ["latest", "none"].contains($0) } ?? true
        })
    ).findings(Self.info, in: file)
  }

  /// Of a path with a variable hadolint knows no more than that it is not local, and has no version.
  private func isLooseAsWritten(_ path: String) -> Bool {
    if path.hasPrefix(".") || path.hasPrefix("/") { return false }
    return !path.contains("@") || path.hasSuffix("@latest") || path.hasSuffix("@none")
  }
}
