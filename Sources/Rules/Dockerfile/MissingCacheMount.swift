package import Dockerfile
package import Linting

/// A RUN of a build stage that installs packages without a cache mount.
package struct MissingCacheMount: Rule {
  package static let info = RuleInfo(
    name: "missing-cache-mount", aliases: ["tally/prefer-package-cache-mounts"], groups: ["cache"], severity: .info,
    fix: .unsafe,
    summary: "A build stage installs packages without a cache mount.",
    rationale: """
      When the layer of such a RUN is built again, everything is downloaded again. A cache mount keeps the downloads between
      builds, outside of any layer. It is a matter of taste and of the builder: where each build starts on a new machine,
      it changes nothing. So the rule is in no policy.
      """,
    help: "Mount a cache at the tool's directory: RUN --mount=type=cache,target=/root/.npm npm ci.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        RUN ‹npm› ci
        FROM node:20-alpine
        COPY --from=deps /app/node_modules /app/node_modules
        """,
        fixed: """
          FROM node:20-alpine AS deps
          RUN --mount=type=cache,target=/root/.npm,sharing=locked npm ci
          FROM node:20-alpine
          COPY --from=deps /app/node_modules /app/node_modules
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        RUN --mount=type=cache,target=/root/.npm npm ci
        FROM node:20-alpine
        COPY --from=deps /app/node_modules /app/node_modules
        """)
    ],
    references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let programs = PackagePrograms.system.union(PackagePrograms.languages)
    let runs = file.packageRuns(of: programs).filter { !$0.ships }
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    return runs.compactMap { run in
      let call = run.calls.first { call in
        call.operation.action == .install && !isMounted(call, run, variables)
      }
      guard let call else { return nil }
      let finding = run.finding(Self.info, message(call), at: call, in: file, isOfImage: false)
      return finding.mended(by: fix(run, variables, in: file))
    }
  }

  private func isMounted(_ call: PackageCall, _ run: PackageRun, _ variables: RunVariables) -> Bool {
    guard let directories = variables.cacheDirectories(of: call, in: run) else { return run.run.hasCacheMount }
    return directories.isEmpty
      || directories.spelled(for: run.run.homes).contains { run.run.isMounted($0, by: [.cache]) }
  }

  /// Locked, because not every manager stands another build at the same time. nil where the RUN empties a cache, or does without.
  private func fix(_ run: PackageRun, _ variables: RunVariables, in file: BuildModel) -> Fix? {
    var mounts: [String] = []
    for call in run.calls where call.operation.action == .install && !isMounted(call, run, variables) {
      guard let directories = variables.cacheDirectories(of: call, in: run)?.spelled(for: run.run.homes),
        let first = directories.first, !run.switchesCacheOff(call, variables)
      else { return nil }
      let mount = "--mount=type=cache,target=\(first),sharing=locked"
      if !mounts.contains(mount) { mounts.append(mount) }
    }
    guard run.run.emptyings.isEmpty else { return nil }
    return Fix(.unsafe, all: [file.adding(flag: mounts.joined(separator: " "), to: run.run.instruction)])
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) downloads everything again whenever this RUN is built: no cache is mounted"
  }
}
