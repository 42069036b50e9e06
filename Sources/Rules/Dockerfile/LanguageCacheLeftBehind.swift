package import Dockerfile
package import Linting

/// A language's package manager that leaves its cache in the layer.
package struct LanguageCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "language-cache-left-behind", aliases: ["tally/ruby/leftover-bundler-cache"], groups: ["size"],
    severity: .info, fix: .unsafe,
    summary: "npm, pnpm, bun, uv, poetry, cargo, go, gem, bundler, composer or conda leaves its cache in the image.",
    rationale: """
      These tools keep what they downloaded a second time, for the next call. In an image there is no next call. In a build
      stage it does not matter; in a stage whose layers ship, empty the cache in the RUN that filled it, mount a cache, or
      use the tool's switch. pip and yarn have rules of their own.
      """,
    help: "Empty the cache in the same RUN, use the tool's switch for no cache, or mount a cache at the directory.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN ‹npm› ci --omit=dev
        """,
        fixed: """
          FROM node:20-alpine
          RUN npm ci --omit=dev && npm cache clean --force
          """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN ‹uv› sync --frozen
        """,
        fixed: """
          FROM python:3.13-slim
          RUN uv sync --no-cache --frozen
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm ci --omit=dev && npm cache clean --force
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        ENV UV_NO_CACHE=1
        RUN uv sync --frozen
        """),
      RuleInfo.Example(
        """
        FROM rust:1.82
        RUN --mount=type=cache,target=/usr/local/cargo/registry cargo install --locked ripgrep
        """),
    ],
    references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"])

  package init() {}

  private static let managers = [
    "npm", "pnpm", "bun", "uv", "poetry", "cargo", "go", "gem", "bundle", "composer", "conda",
  ]

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: Set(Self.managers)).filter(\.ships)
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    return runs.flatMap { run in
      // Each manager has a cache of its own.
      Self.managers.compactMap { manager in
        let installs = run.calls.filter { $0.operation.manager.name == manager && fills($0.operation) }
        guard let call = run.firstCacheLeftover(of: installs, variables) else { return nil }
        let finding = run.finding(
          Self.info, message(call), at: call, in: file,
          aliases: call.operation.manager.name == "bundle" ? nil : [])
        guard variables.cacheDirectories(of: call, in: run) != nil else { return finding }
        let filling = installs.filter { !run.switchesCacheOff($0, variables) }
        return finding.mended(by: fix(call, filling, of: run, in: file))
      }
    }
  }

  /// Whether a call downloads packages.
  private func fills(_ operation: PackageOperation) -> Bool {
    guard operation.action == .install || operation.action == .upgrade else {
      return false
    }
    // These change the project's list, and fetch at most an index.
    let isListOnly = operation.manager.name == "cargo" && ["add", "update"].contains(operation.subcommand)
    return !isListOnly && !["lock", "tool upgrade"].contains(operation.subcommand)
  }

  /// The commands that empty a manager's cache. The others have an option that lets none come to be.
  private static let cleaners = [
    "npm": "npm cache clean --force", "pnpm": "pnpm store prune", "bun": "bun pm cache rm",
    "conda": "conda clean --all --yes",
  ]

  private func fix(_ call: PackageCall, _ filling: [PackageCall], of run: PackageRun, in file: BuildModel)
    -> Fix?
  {
    let manager = call.operation.manager.name
    if let cleaner = Self.cleaners[manager] {
      return Fix(.unsafe, all: [file.cleaning(with: cleaner, behind: call, of: run)])
    }
    guard ["uv", "poetry", "composer"].contains(manager) else { return nil }
    return Fix(.unsafe, all: filling.map { file.inserting("--no-cache", behindSubcommandOf: $0) })
  }

  private func message(_ call: PackageCall) -> String { "\(call.title) leaves its cache in the image" }
}
