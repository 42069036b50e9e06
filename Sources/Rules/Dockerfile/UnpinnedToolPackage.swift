package import Dockerfile
package import Linting

/// Packages that other managers fetch in whatever version is newest that day.
package struct UnpinnedToolPackage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-tool-package",
    groups: ["pinning", "reproducibility"], severity: .info,
    summary: "A package manager installs a package, or fetches one to run it, without a fixed version.",
    rationale: """
      Without a version each build may bring another one: yesterday's image cannot be built again, and a fault that a new
      release brings is found in production. This is the rule for cargo,
      yarn, pnpm, bun, npx, uv, uvx, pipx, poetry, composer, conda, dotnet tool, apt and aptitude; the others have rules of their own.
      Ignore it where the project's lock file fixes what is added.
      """,
    help:
      "Write the version in full behind the name, in the way of the tool: name@1.2.3, name==1.2.3, --version 1.2.3.",
    bad: [
      RuleInfo.Example(
        """
        FROM rust:1.83
        RUN cargo install ‹ripgrep› && cargo install --git ‹https://example.com/tool›
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npx -y ‹serve› dist
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM rust:1.83
        RUN cargo install ripgrep --version 14.1.1 && cargo install --path .
        RUN cargo install --git https://example.com/tool --tag v1.2.0 tool
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN pipx install poetry==1.8.5 && uv sync --frozen
        """),
    ],
    references: [
      "https://doc.rust-lang.org/cargo/commands/cargo-install.html", "https://docs.astral.sh/uv/guides/tools/",
    ])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    PinDemand(covers: Self.covers) { package, operation in
      package.isMoving || Self.isMovingSource(package, operation.manager)
    }.findings(Self.info, in: file)
  }

  /// Whether it is fetched from an address that may give another version tomorrow.
  private static func isMovingSource(_ package: PackageOperation.Package, _ manager: PackageManager) -> Bool {
    switch manager.ecosystem {
    case .rust: package.kind == .url && package.pin != .exact
    case .node: package.isMovingAddress && !package.isArchive
    case .python, .poetry: package.isUnpinnedRepository
    default: false
    }
  }

  /// Installs of named packages by managers that have no rule of their own.
  private static func covers(_ operation: PackageOperation) -> Bool {
    switch operation.manager.name {
    case "apt-get": operation.command.name.text != "apt-get" && operation.subcommand == "install"
    case "cargo": ["install", "binstall"].contains(operation.subcommand)
    case "npm": operation.action == .run && fetches(operation)
    case "yarn", "pnpm", "bun": operation.action == .install || operation.subcommand == "dlx"
    case "uv", "pipx": operation.action == .install || operation.action == .run
    case "poetry": operation.subcommand == "add"
    case "composer", "conda": operation.action == .install
    case "dotnet": operation.subcommand == "tool install"
    default: false
    }
  }

  /// `npx` runs what the project has; only who answers its question before it asks means to fetch, and who begins a project,
  /// which has nothing yet.
  private static func fetches(_ operation: PackageOperation) -> Bool {
    operation.assumesYes || operation.line.has("-p", "--package")
      || operation.packages.contains { $0.name.lastComponent.hasPrefix("create-") }
  }
}
