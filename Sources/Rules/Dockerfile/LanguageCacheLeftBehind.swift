package import Dockerfile
package import Linting

/// A language's package manager that leaves its cache in the layer.
package struct LanguageCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "language-cache-left-behind", aliases: ["tally/ruby/leftover-bundler-cache"], groups: ["size"],
    severity: .info,
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
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN ‹uv› sync --frozen
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
        return run.finding(
          Self.info, message(call), at: call, in: file,
          aliases: call.operation.manager.name == "bundle" ? nil : [])
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

  private func message(_ call: PackageCall) -> String { "\(call.title) leaves its cache in the image" }
}
