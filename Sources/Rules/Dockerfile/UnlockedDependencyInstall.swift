package import Dockerfile
package import Linting

/// An install that may take other versions than the lock file says.
package struct UnlockedDependencyInstall: Rule {
  package static let info = RuleInfo(
    name: "unlocked-dependency-install", groups: ["reproducibility", "pinning"], severity: .info, fix: .unsafe,
    fixReveals: ["missing-secret-mount"],
    summary: "Dependencies are installed in a way that may depart from the lock file.",
    rationale: """
      npm install, yarn install, pnpm install, uv sync and bundle install resolve anew when manifest and lock file do not fit,
      or when the lock file is missing, and nobody notices: the image gets versions that nobody tested. Told to keep to
      the lock file, they fail instead. What variables and bundle config say is respected.
      """,
    help: "Use the form that fails when the lock file does not fit, and copy the lock file too.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json package-lock.json ./
        RUN ‹npm› install
        """,
        fixed: """
          FROM node:20-alpine
          COPY package.json package-lock.json ./
          RUN npm ci
          """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        COPY pyproject.toml uv.lock ./
        RUN ‹uv› sync --no-dev
        """,
        fixed: """
          FROM python:3.13-slim
          COPY pyproject.toml uv.lock ./
          RUN uv sync --locked --no-dev
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json package-lock.json ./
        RUN npm ci
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm install --global pnpm@9.12.3
        RUN pnpm install --frozen-lockfile
        """),
    ],
    references: ["https://docs.npmjs.com/cli/v10/commands/npm-ci"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: ["npm", "yarn", "pnpm", "bun", "uv", "bundle"])
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    let frozen = StageProgress(in: file) { stage in
      stage.writtenRuns.first { $0.commands.contains(where: freezesBundles) }?.instruction.range.lowerBound
    }
    return runs.flatMap { run in
      run.calls.filter { call in
        mayDrift(call.operation) && !isLocked(call, run, variables)
          && !(call.operation.manager.name == "bundle" && frozen.holds(for: run))
      }.map {
        var finding = run.finding(Self.info, message($0), at: $0, in: file, isOfImage: false)
        finding.help = help($0.operation)
        finding.fix = Fix(.unsafe, all: [edit($0, in: file)])
        return finding
      }
    }
  }

  /// Whether a call installs the project's dependencies, and nothing on its command line holds it to the lock file.
  private func mayDrift(_ operation: PackageOperation) -> Bool {
    guard operation.action == .install, operation.isForProject, !operation.usesLockFile
    else { return false }
    switch operation.manager.name {
    case "npm": return !operation.line.has("-g", "--global", "--package-lock-only")
    // From the store that `pnpm fetch` filled from the lock file.
    case "pnpm": return operation.subcommand != "fetch" && !operation.line.has("--offline", "--lockfile-only", "-g")
    case "yarn": return !operation.line.has("--pure-lockfile") && operation.subcommand != "global add"
    case "uv": return operation.subcommand == "sync"
    case "bundle": return operation.subcommand != "add"
    default: return true
    }
  }

  /// Variables that hold a manager to its lock file. In a CI, pnpm and Yarn keep to it by themselves.
  private static let lockingVariables: [String: [String]] = [
    "uv": ["UV_FROZEN", "UV_LOCKED"], "bundle": ["BUNDLE_DEPLOYMENT", "BUNDLE_FROZEN"], "pnpm": ["CI"],
    "yarn": ["CI", "YARN_ENABLE_IMMUTABLE_INSTALLS"],
  ]

  private func isLocked(_ call: PackageCall, _ run: PackageRun, _ variables: RunVariables) -> Bool {
    (Self.lockingVariables[call.operation.manager.name] ?? []).contains { name in
      switch variables.value(of: name, for: call, in: run) {
      case .known(let text): !text.isEmpty && !text.isSwitchedOff
      case .unknown: true
      case nil: false
      }
    }
  }

  /// Whether `bundle config` holds Bundler to its lock file: `bundle config set --local deployment true`.
  private func freezesBundles(_ command: ShellCommand) -> Bool {
    command.program == "bundle" && command.has("config") && (command.has("deployment") || command.has("frozen"))
      && !(command.arguments.last?.text.isSwitchedOff ?? false)
  }

  private func edit(_ call: PackageCall, in file: BuildModel) -> Fix.Edit? {
    switch call.operation.manager.name {
    case "npm": call.operation.line.subcommands.last.flatMap { file.replacing($0, with: "ci") }
    case "yarn" where call.operation.subcommand.isEmpty:
      file.inserting("install --frozen-lockfile", behind: call.program)
    case "yarn", "pnpm", "bun": file.inserting("--frozen-lockfile", behindSubcommandOf: call)
    case "uv": file.inserting("--locked", behindSubcommandOf: call)
    default: nil
    }
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) may install other versions than the lock file says"
  }

  private func help(_ operation: PackageOperation) -> String {
    switch operation.manager.name {
    case "npm": "Write npm ci, and copy package-lock.json too."
    case "yarn": "Add --frozen-lockfile (from Yarn 2 on: --immutable), and copy yarn.lock too."
    case "pnpm", "bun": "Add --frozen-lockfile, and copy the lock file too."
    case "uv": "Add --frozen or --locked, and copy uv.lock too."
    default: "Set ENV BUNDLE_DEPLOYMENT=1, and copy Gemfile.lock too."
    }
  }
}
