package import Dockerfile
package import Linting

/// `apk add` that leaves the index of packages in the layer.
package struct ApkCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "apk-cache-left-behind",
    aliases: [
      "DL3019", "DS-0025", "semgrep:missing-apk-no-cache", "lint:apkadd-missing_nocache_or_updaterm", "DKL-DI-0004",
    ],
    groups: ["size"], severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "apk add leaves the index of packages in a layer of the image.",
    rationale: """
      Without --no-cache apk keeps the index below /var/cache/apk: megabytes that ship and that nobody reads again, because
      they are stale tomorrow. A cache mount there, or its removal in the same RUN, does as well.
      """,
    help: "Write apk add --no-cache; it also fetches the index, so that no apk update is needed.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN ‹apk› add curl
        """,
        fixed: """
          FROM alpine:3.20
          RUN apk add --no-cache curl
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache curl
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN --mount=type=cache,target=/var/cache/apk apk add curl
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --update curl && rm -rf /var/cache/apk/*
        """),
    ],
    deviations: .ofCommands("DL3019") + [
      RuleInfo.Deviation(
        "DL3019",
        "hadolint knows only mounts at /var/cache/apk itself; here one above it counts as well, because the index then lies on it."
      ),
      RuleInfo.Deviation(
        "DL3019",
        "hadolint speaks of every apk add; here one that fetches nothing, with --no-network or --help, leaves nothing behind."
      ),
    ],
    references: ["https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: ["apk"]).compactMap { run in
      let adds = run.calls.filter { $0.operation.fillsApkCache }
      // The others want the switch, whatever is removed afterwards.
      guard let first = adds.first(where: { !isMounted($0, run) }) else { return nil }
      let left = run.firstLeftover(of: adds) { $0.operation.manager.indexDirectories() }
      var finding = run.finding(
        Self.info, message(isLeft: left != nil), at: left ?? first, in: file,
        aliases: left == nil ? ["DL3019", "DS-0025", "semgrep:missing-apk-no-cache"] : nil)
      finding.isOwn = run.ships && left != nil
      let edits = adds.filter { !isMounted($0, run) }.map { file.inserting("--no-cache", behindSubcommandOf: $0) }
      return finding.mended(by: Fix(.safe, all: edits))
    }
  }

  private func isMounted(_ call: PackageCall, _ run: PackageRun) -> Bool {
    // What lies at the second, apk takes for its cache instead of the first.
    (call.operation.manager.indexDirectories() + ["/etc/apk/cache"]).contains { run.run.isMounted($0) }
  }

  private func message(isLeft: Bool) -> String {
    isLeft
      ? "apk add without --no-cache leaves /var/cache/apk in the layer"
      : "apk add is called without --no-cache, and its cache removed by hand"
  }
}

extension PackageOperation {
  /// Without a network there is no index to keep.
  fileprivate var fillsApkCache: Bool {
    action == .install && !keepsNoCache && !isSimulated && !line.has("--no-network")
  }
}
