package import Dockerfile
package import Linting

/// `yarn install` that leaves its cache in the layer.
package struct YarnCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "yarn-cache-left-behind", aliases: ["DL3060"], groups: ["size"], severity: .info, fix: .safe,
    fixChanges: [.commands],
    summary: "yarn leaves what it downloaded in a layer of the image.",
    rationale: """
      Yarn 1 keeps every package a second time in its cache, often as many bytes as node_modules. It must be emptied by the
      RUN that filled it, or lie on a cache mount. Yarn 2 and later are told by their own options (--immutable) and are
      not judged.
      """,
    help: "Append yarn cache clean to the RUN, or mount a cache at /usr/local/share/.cache/yarn.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN ‹yarn› install --frozen-lockfile
        """,
        fixed: """
          FROM node:20-alpine
          RUN yarn install --frozen-lockfile && yarn cache clean
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN yarn install --frozen-lockfile && yarn cache clean
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        RUN yarn install --frozen-lockfile
        FROM node:20-alpine
        COPY --from=builder /app/dist /app
        """),
    ],
    deviations: .ofCommands("DL3060") + [
      RuleInfo.Deviation(
        "DL3060",
        "hadolint finds the word install anywhere, wants no clean-up before the first install, takes yarn clean for one, and knows only mounts at .cache/yarn; here the subcommand counts, what follows the install decides, and a cache folder that is moved is followed."
      ),
      RuleInfo.Deviation(
        "DL3060",
        "hadolint takes a stage for the last one when its FROM has the same text, and for one that others are built on when their image has its name; here the stage itself counts."
      ),
    ],
    references: ["https://classic.yarnpkg.com/lang/en/docs/cli/cache/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: ["yarn"])
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    let finalStages = file.finalStagesForHadolint
    return runs.compactMap { run in
      let installs = run.calls.filter { $0.operation.action == .install }
      let named = installs.filter { $0.operation.command.has("install") }
      guard
        let call = run.firstCacheLeftover(of: named, variables) ?? run.firstCacheLeftover(of: installs, variables)
      else { return nil }
      let isHadolints =
        call.operation.command.has("install") && (run.isTrigger || finalStages.contains(run.stage.index))
        && !run.run.isCleanForHadolint(["yarn"], ["cache", "clean"], after: call.index)
      var finding = run.finding(
        Self.info, message(call), at: call, in: file, aliases: isHadolints ? ["DL3060"] : [])
      finding.isOwn = run.ships && !isLaterYarn(call)
      return finding.mended(by: Fix(.safe, all: [file.cleaning(with: "yarn cache clean", behind: call, of: run)]))
    }
  }

  /// Whether the options are those of Yarn 2 or later.
  private func isLaterYarn(_ call: PackageCall) -> Bool {
    call.operation.line.has("--immutable", "--immutable-cache", "--check-cache", "--inline-builds", "--mode")
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) leaves its cache in the layer: no yarn cache clean follows"
  }
}
