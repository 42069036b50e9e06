package import Dockerfile
package import Linting

/// A RUN that mounts a cache and empties it, or tells the tool not to use it.
package struct EmptiedCacheMount: Rule {
  package static let info = RuleInfo(
    name: "emptied-cache-mount", groups: ["cache"], severity: .warning, fix: .unsafe,
    summary: "A RUN mounts a cache, and empties it or switches it off.",
    rationale: """
      What lies on a cache mount is never part of the layer, so there is nothing to clean. Whoever empties it all the same
      makes the next build download everything again: the mount is for nothing.
      """,
    help: "Remove the clean-up or the switch, or remove the mount.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN --mount=type=cache,target=/var/lib/apt/lists \\
            apt-get update && apt-get install -y curl && rm -rf ‹/var/lib/apt/lists/*›
        """,
        fixed: """
          FROM debian:12-slim
          RUN --mount=type=cache,target=/var/lib/apt/lists \\
              apt-get update && apt-get install -y curl
          """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN --mount=type=cache,target=/root/.cache/pip pip install ‹--no-cache-dir› -r requirements.txt
        """,
        fixed: """
          FROM python:3.13-slim
          RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN --mount=type=cache,target=/root/.cache/pip \\
            apt-get update && apt-get install -y python3-pip && rm -rf /var/lib/apt/lists/* && pip install -r r.txt
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#run---mounttypecache"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let variables = RunVariables(file)
    return file.stages.flatMap { stage in
      stage.writtenRuns.filter { $0.mounts.contains { $0.kind == .cache } }.flatMap { run -> [Finding] in
        let calls = run.packageCalls(of: PackagePrograms.system.union(PackagePrograms.languages))
        let run = PackageRun(run: run, stage: stage, ships: false, calls: calls)
        return emptied(run, variables, file) + switchedOff(run, variables, file)
      }
    }
  }

  // MARK: Emptied

  private func emptied(_ run: PackageRun, _ variables: RunVariables, _ file: BuildModel) -> [Finding] {
    let targets = run.run.mounts.filter { $0.kind == .cache }.compactMap { run.run.target(of: $0) }
    let directories = targets + mountedDirectories(of: run.calls, run, variables)
    let isPlain = run.run.isPlainChain
    return run.run.emptyings.compactMap { emptying in
      guard emptying.isKnown, run.run.commands.indices.contains(emptying.command),
        let directory = directories.first(where: { emptying.empties([$0]) })
      else { return nil }
      let command = run.run.commands[emptying.command]
      let finding = Finding(
        Self.info, emptied(directory), at: emptying.word ?? command.name, of: run.run, stage: run.stage, in: file)
      // Of several directories only one is on the mount.
      guard isPlain, command.line.operands.count < 2 else { return finding }
      return finding.mended(by: Fix(.unsafe, all: [file.removing(commandAt: emptying.command, ofPlainChain: run.run)]))
    }
  }

  /// The directories of package managers that are on a cache mount.
  private func mountedDirectories(
    of calls: [PackageCall], _ run: PackageRun, _ variables: RunVariables
  ) -> [String] {
    let homes = calls.isEmpty ? [] : run.run.homes
    var seen: Set<String> = []
    return calls.flatMap { call in
      (variables.cacheDirectories(of: call, in: run) ?? []).spelled(for: homes)
        + call.operation.manager.indexDirectories()
    }.filter { seen.insert($0).inserted && run.run.isMounted($0, by: [.cache]) }
  }

  // MARK: Switched off

  private func switchedOff(_ run: PackageRun, _ variables: RunVariables, _ file: BuildModel) -> [Finding] {
    run.calls.compactMap { call in
      guard [.install, .upgrade, .update].contains(call.operation.action),
        run.switchesCacheOff(call, variables, orUnknown: false),
        let directory = mountedDirectories(of: [call], run, variables).first
      else { return nil }
      let option = call.operation.noCacheOption?.argument
      let finding = Finding(
        Self.info, switchedOff(call, directory), at: option ?? call.program, of: run.run, stage: run.stage, in: file)
      return finding.mended(by: option.flatMap { Fix(.unsafe, all: [file.removing($0)]) })
    }
  }

  private func emptied(_ directory: String) -> String {
    "\(directory) is on a cache mount, and emptied: the next build starts without it"
  }

  private func switchedOff(_ call: PackageCall, _ directory: String) -> String {
    "\(call.title) is told to cache nothing, though \(directory) is on a cache mount"
  }
}
