package import Dockerfile
package import Linting

/// `apt-get update` whose package lists stay in the layer.
package struct AptListsLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "apt-lists-left-behind",
    aliases: [
      "DL3009", "semgrep:remove-package-lists", "lint:apt-get_missing_rm", "DKL-DI-0005", "CIS-4.3",
    ],
    groups: ["size"], severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "The package lists that apt-get update fetched stay in a layer of the image.",
    rationale: """
      The lists are tens of megabytes, are stale the next day, and cannot be removed by a later RUN: its layer only hides
      them. They must go in the RUN that fetched them, or lie on a cache mount.
      """,
    help: "Append rm -rf /var/lib/apt/lists/* to the RUN, or mount a cache at /var/lib/apt/lists.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN ‹apt-get› update && apt-get install -y --no-install-recommends curl
        """,
        fixed: """
          FROM debian:12-slim
          RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
          """),
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN ‹apt-get› update && apt-get install -y --no-install-recommends curl && rm -rf /tmp/*
        """,
        fixed: """
          FROM debian:12-slim
          RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /tmp/* && rm -rf /var/lib/apt/lists/*
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update \\
            && apt-get install -y --no-install-recommends curl \\
            && rm -rf /var/lib/apt/lists/*
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim AS builder
        RUN apt-get update && apt-get install -y gcc
        FROM debian:12-slim
        COPY --from=builder /app /app
        """),
    ],
    deviations: .ofCommands("DL3009") + [
      RuleInfo.Deviation(
        "DL3009",
        "hadolint knows one spelling of the removal; here rm -fr, rm -r, find -delete, apt-get distclean, a directory above, and a program whose name says that it cleans count as well, because the lists are gone."
      ),
      RuleInfo.Deviation(
        "DL3009",
        "hadolint takes a removal in front of the update, and a mount at /var/lib/apt only together with one at /var/cache/apt; here what comes behind the update counts, and any cache or tmpfs mount that covers the lists."
      ),
      RuleInfo.Deviation(
        "DL3009",
        "hadolint takes a stage for the last one when its FROM has the same text, and compares names with case; here the stage itself counts."
      ),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#apt-get"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let finalStages = file.finalStagesForHadolint
    let runs = file.packageRuns(of: PackagePrograms.debian)
    let uses = ListUses(runs, in: file)
    return runs.compactMap { run in
      let updates = run.calls.filter { $0.operation.action == .update || updatesBefore($0) }
      guard let call = run.firstLeftover(of: updates, in: { $0.operation.manager.indexDirectories() }) else {
        return nil
      }
      let finding = run.finding(Self.info, message(call), at: call, in: file, aliases: aliases(run, call, finalStages))
      // What a later RUN installs from must stay: it is that RUN which is to be mended.
      guard !uses.areNeeded(behind: run) else { return finding }
      let removal = file.appending("rm -rf /var/lib/apt/lists/*", behind: call, of: run)
      return finding.mended(by: Fix(uses.mayBeNeeded(behind: run) ? .unsafe : .safe, all: [removal]))
    }
  }

  /// The RUNs that use lists which they did not fetch themselves.
  private struct ListUses {
    /// The offset of the last one that surely does, and of the last one that may, for each stage and those on top of it.
    private var last: [Int: Int] = [:]
    private var lastPossible: [Int: Int] = [:]

    init(_ runs: [PackageRun], in file: BuildModel) {
      for run in runs {
        let update = run.calls.first { $0.operation.action == .update || $0.operation.line.has("--update") }
        let use = run.calls.first { [.install, .upgrade].contains($0.operation.action) }
        if let use, use.index < update?.index ?? .max { Self.note(run.run, in: run.stage, &last) }
      }
      for stage in file.stages {
        for run in stage.writtenRuns where run.commands.contains(where: Self.mayUse) {
          Self.note(run, in: stage, &lastPossible)
        }
      }
      // A base stands above the stages on top of it.
      for stage in file.stages.reversed() {
        guard let base = stage.baseStage else { continue }
        if let use = last[stage.index] { last[base] = max(last[base] ?? 0, use) }
        if let use = lastPossible[stage.index] { lastPossible[base] = max(lastPossible[base] ?? 0, use) }
      }
    }

    private static func note(_ run: Run, in stage: Stage, _ last: inout [Int: Int]) {
      last[stage.index] = max(last[stage.index] ?? 0, run.instruction.range.lowerBound)
    }

    /// A program of the family, and a script or a makefile that may call one.
    private static func mayUse(_ command: ShellCommand) -> Bool {
      !command.name.isKnown || programs.contains(command.program) || command.name.text.hasSuffix(".sh")
        || command.arguments.contains { $0.text.hasSuffix(".sh") }
    }

    private static let programs = PackagePrograms.debian.union([
      "apt-cache", "apt-file", "gdebi", "nala", "make", "ansible-playbook", "tasksel",
    ])

    func areNeeded(behind run: PackageRun) -> Bool { (last[run.stage.index] ?? 0) > offset(run) }

    func mayBeNeeded(behind run: PackageRun) -> Bool {
      run.isTrigger || (lastPossible[run.stage.index] ?? 0) > offset(run)
    }

    private func offset(_ run: PackageRun) -> Int { run.run.instruction.range.lowerBound }
  }

  /// `apt-get install --update`
  private func updatesBefore(_ call: PackageCall) -> Bool {
    call.operation.action == .install && call.operation.line.has("--update")
  }

  private func aliases(_ run: PackageRun, _ call: PackageCall, _ finalStages: Set<Int>) -> [String] {
    let isHadolints =
      (run.isTrigger || finalStages.contains(run.stage.index)) && call.operation.action == .update
      && !run.run.isCleanForHadolint([], [], orRemoves: true)
    return isHadolints ? Self.info.aliases : Self.info.aliases.filter { $0 != "DL3009" }
  }

  private func message(_ call: PackageCall) -> String { "the package lists of \(call.title) stay in the layer" }
}
