package import Dockerfile
package import Linting

/// yum that leaves its cache in the layer.
package struct YumCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "yum-cache-left-behind", aliases: ["DL3032", "DS-0015"], groups: ["size"], severity: .warning, fix: .safe,
    fixChanges: [.commands],
    summary: "yum leaves metadata and packages in a layer of the image.",
    rationale: """
      The metadata of the repositories alone is tens of megabytes, and stale the next day. It must be removed by the RUN
      that fetched it, or lie on a cache mount: a later RUN only hides it.
      """,
    help: "Append yum clean all to the RUN, or mount a cache at /var/cache/yum.",
    bad: [
      RuleInfo.Example(
        """
        FROM centos:7
        RUN ‹yum› install -y curl
        """,
        fixed: """
          FROM centos:7
          RUN yum install -y curl && yum clean all
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM centos:7
        RUN yum install -y curl && yum clean all
        """),
      RuleInfo.Example(
        """
        FROM centos:7
        RUN yum install -y curl && rm -rf /var/cache/yum
        """),
    ],
    deviations: .ofCommands("DL3032") + [
      RuleInfo.Deviation(
        "DL3032",
        "hadolint knows no mounts here and of removals only rm -rf; here a cache or tmpfs mount and any removal of the cache count, because nothing is left behind."
      ),
      RuleInfo.Deviation(
        "DL3032",
        "hadolint wants no clean-up at all before the first install; here one behind the install is enough."),
    ],
    references: ["https://man7.org/linux/man-pages/man8/yum.8.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: ["yum"]).compactMap { run in
      guard let call = run.firstSystemLeftover(installs: isInstall) else { return nil }
      return run.finding(Self.info, message(call), at: call, in: file, aliases: aliases(run, call))
        .mended(by: Fix(.safe, all: [file.cleaning(with: "\(call.program.text) clean all", behind: call, of: run)]))
    }
  }

  private func isInstall(_ call: PackageCall) -> Bool {
    ["install", "groupinstall", "localinstall"].contains { call.operation.command.has($0) }
  }

  private func aliases(_ run: PackageRun, _ call: PackageCall) -> [String] {
    let isClean = run.run.isCleanForHadolint(
      ["yum"], ["clean", "all"], orRemoves: true, after: run.firstCall(where: isInstall))
    return (isInstall(call) && !isClean ? ["DL3032"] : []) + (call.operation.action == .install ? ["DS-0015"] : [])
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) leaves its cache in the layer: no clean all follows"
  }
}
