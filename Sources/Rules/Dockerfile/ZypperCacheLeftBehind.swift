package import Dockerfile
package import Linting

/// zypper that leaves its cache in the layer.
package struct ZypperCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "zypper-cache-left-behind", aliases: ["DL3036", "DS-0020", "semgrep:missing-zypper-clean"],
    groups: ["size"], severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "zypper leaves metadata and packages in a layer of the image.",
    rationale: """
      What zypper fetched lies below /var/cache/zypp and ships. It must be removed by the RUN that fetched it, or lie on a
      cache mount: a later RUN only hides it.
      """,
    help: "Append zypper clean --all to the RUN, or mount a cache at /var/cache/zypp.",
    bad: [
      RuleInfo.Example(
        """
        FROM opensuse/leap:15.6
        RUN ‹zypper› --non-interactive install curl
        """,
        fixed: """
          FROM opensuse/leap:15.6
          RUN zypper --non-interactive install curl && zypper clean --all
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM opensuse/leap:15.6
        RUN zypper --non-interactive install curl && zypper clean --all
        """),
      RuleInfo.Example(
        """
        FROM opensuse/leap:15.6
        RUN --mount=type=cache,target=/var/cache/zypp zypper --non-interactive install curl
        """),
    ],
    deviations: .ofCommands("DL3036") + [
      RuleInfo.Deviation(
        "DL3036",
        "hadolint takes nothing but zypper clean, and none before the first install; here the removal of /var/cache/zypp counts as well, and what follows the install decides."
      )
    ],
    references: ["https://en.opensuse.org/SDB:Zypper_manual"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: ["zypper"]).compactMap { run in
      guard let call = run.firstSystemLeftover(installs: isInstall) else { return nil }
      return run.finding(Self.info, message(call), at: call, in: file, aliases: aliases(run, call))
        .mended(by: Fix(.safe, all: [file.cleaning(with: "zypper clean --all", behind: call, of: run)]))
    }
  }

  private func isInstall(_ call: PackageCall) -> Bool {
    call.operation.command.has("install") || call.operation.command.has("in")
  }

  private func aliases(_ run: PackageRun, _ call: PackageCall) -> [String] {
    guard call.operation.action == .install else { return [] }
    let isHadolints =
      isInstall(call)
      && !run.run.isCleanForHadolint(["zypper"], ["clean", "cc"], after: run.firstCall(where: isInstall))
    return isHadolints ? Self.info.aliases : Self.info.aliases.filter { $0 != "DL3036" }
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) leaves its cache in the layer: no zypper clean follows"
  }
}
