package import Dockerfile
package import Linting

/// Development dependencies that the final stage installs or copies.
package struct DevDependenciesInFinalStage: Rule {
  package static let info = RuleInfo(
    name: "dev-dependencies-in-final-stage",
    aliases: [
      "tally/php/composer-no-dev-in-production", "tally/ruby/missing-bundle-without-development",
    ],
    groups: ["layout", "size", "security"], severity: .warning, fix: .unsafe,
    summary: "The final stage installs development dependencies, or copies a tree that holds them.",
    rationale: """
      Test runners, bundlers and type checkers are often more bytes than the program, and their faults are reported by
      every scanner. Package managers leave them out when they are told so.
      """,
    help: "Leave them out: npm ci --omit=dev, uv sync --no-dev, poetry install --only main, composer install --no-dev.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine
        COPY package.json package-lock.json ./
        RUN ‹npm› ci
        """,
        fixed: """
          FROM node:20-alpine AS builder
          FROM node:20-alpine
          COPY package.json package-lock.json ./
          RUN npm ci --omit=dev
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        RUN npm ci
        FROM node:20-alpine
        COPY --from=deps ‹/app/node_modules› ./node_modules
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm ci --omit=dev
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim AS builder
        RUN uv sync --frozen --no-dev
        FROM python:3.13-slim
        COPY --from=builder /app/.venv /app/.venv
        """),
    ],
    references: ["https://docs.npmjs.com/cli/v10/commands/npm-ci#omit"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let target = file.target else { return [] }
    let contents = DevelopmentDependencies.contents(of: file)
    // A stage that builds needs what it builds with.
    let mayDoWithout = BuildTools.firstSign(in: target) == nil
    return contents[target.index].own.map { install in
      let operation = install.operation
      return finding(installed(install), at: operation.command.name, of: install.run, operation, target, file)
        .mended(
          by: (mayDoWithout ? Self.option(of: operation) : nil).flatMap {
            Fix(.unsafe, all: [file.inserting($0, behindSubcommandOf: operation)])
          })
    } + copiedTrees(into: target, contents, of: file)
  }

  /// What keeps the development dependencies of the project away; nil where a variable or a file does.
  private static func option(of operation: PackageOperation) -> String? {
    switch operation.manager.name {
    case "npm": operation.line.has("--include") ? nil : "--omit=dev"
    case "pnpm": "--prod"
    case "yarn", "bun": "--production"
    case "uv", "composer": "--no-dev"
    case "poetry": "--only main"
    default: nil
    }
  }

  private func copiedTrees(
    into target: Stage, _ contents: [DevelopmentDependencies.Contents], of file: BuildModel
  ) -> [Finding] {
    target.copies.flatMap { copy -> [Finding] in
      guard let index = copy.from.stage else { return [] }
      let installs = contents[index].nearest.values.sorted {
        $0.operation.command.source.lowerBound > $1.operation.command.source.lowerBound
      }
      return copy.sources.compactMap { source in
        guard let install = installs.first(where: { isTree(source, of: $0) }) else { return nil }
        var finding = Finding(
          Self.info, copied(source, install), at: source.range, of: copy.instruction, stage: target, in: file,
          aliases: aliases(install.operation))
        finding.notes.append(
          Finding.Note("installed here", place: file.source.place(of: install.operation.command.source)))
        return finding
      }
    }
  }

  private func isTree(_ source: Word, of install: DevelopmentDependencies.Install) -> Bool {
    DevelopmentDependencies.isTree(source.text, of: install.operation.manager.name)
  }

  private func finding(
    _ message: String, at argument: ShellCommand.Argument, of run: Run, _ operation: PackageOperation, _ stage: Stage,
    _ file: BuildModel
  ) -> Finding {
    var finding = Finding(Self.info, message, at: argument, of: run, stage: stage, in: file)
    finding.aliases = aliases(operation)
    return finding
  }

  private func aliases(_ operation: PackageOperation) -> [String] {
    switch operation.manager.name {
    case "composer": ["tally/php/composer-no-dev-in-production"]
    case "bundle": ["tally/ruby/missing-bundle-without-development"]
    default: []
    }
  }

  private func installed(_ install: DevelopmentDependencies.Install) -> String {
    "\(install.title) installs development dependencies in the final stage"
  }

  private func copied(_ source: Word, _ install: DevelopmentDependencies.Install) -> String {
    "\(source.text) holds development dependencies: \(install.title) installed them"
  }
}
