package import Dockerfile
package import Linting

/// dnf or microdnf that leaves its cache in the layer.
package struct DnfCacheLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "dnf-cache-left-behind", aliases: ["DL3040", "DS-0019", "DS-0027", "semgrep:missing-dnf-clean-all"],
    groups: ["size"], severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "dnf, microdnf or tdnf leaves metadata and packages in a layer of the image.",
    rationale: """
      The metadata of the repositories alone is tens of megabytes, and stale the next day. It must be removed by the RUN
      that fetched it, or lie on a cache mount: a later RUN only hides it.
      """,
    help:
      "Append dnf clean all (microdnf clean all) to the RUN, or mount a cache at /var/cache/libdnf5 or /var/cache/dnf.",
    bad: [
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN ‹dnf› install -y curl
        """,
        fixed: """
          FROM fedora:41
          RUN dnf install -y curl && dnf clean all
          """),
      RuleInfo.Example(
        """
        FROM registry.access.redhat.com/ubi9-minimal:9.5
        RUN microdnf clean all && ‹microdnf› install -y curl
        """,
        fixed: """
          FROM registry.access.redhat.com/ubi9-minimal:9.5
          RUN microdnf clean all && microdnf install -y curl && microdnf clean all
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN dnf install -y curl && dnf clean all
        """),
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y curl
        """),
    ],
    deviations: .ofCommands("DL3040") + [
      RuleInfo.Deviation(
        "DL3040",
        "hadolint knows only mounts at /var/cache/libdnf5 and only rm -rf; here a mount or removal counts for each directory that dnf uses, /var/cache/dnf among them, and dnf clean all also behind microdnf, because nothing is left behind."
      ),
      RuleInfo.Deviation(
        "DL3040",
        "hadolint wants no clean-up at all before the first install; here one behind the install is enough."),
    ],
    references: ["https://dnf.readthedocs.io/en/latest/command_ref.html#clean-command"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: PackagePrograms.dnf).compactMap { run in
      guard let call = run.firstSystemLeftover(installs: isInstall) else { return nil }
      return run.finding(Self.info, message(call), at: call, in: file, aliases: aliases(run, call))
        .mended(by: fix(call, run, in: file))
    }
  }

  /// Each program of the RUN has a cache of its own.
  private func fix(_ call: PackageCall, _ run: PackageRun, in file: BuildModel) -> Fix? {
    var programs: [String] = []
    for call in run.calls where !programs.contains(call.program.text) { programs.append(call.program.text) }
    let cleaning = programs.map { "\($0) clean all" }.joined(separator: " && ")
    return Fix(.safe, all: [file.cleaning(with: cleaning, behind: call, of: run)])
  }

  private static let installs: Set<String> = [
    "install", "in", "upgrade", "up", "upgrade-minimal", "up-min", "reinstall", "rei",
  ]

  private func isInstall(_ call: PackageCall) -> Bool {
    call.operation.command.arguments.contains { Self.installs.contains($0.text) }
  }

  private func aliases(_ run: PackageRun, _ call: PackageCall) -> [String] {
    let program = call.program.text
    var aliases: [String] = []
    if isInstall(call), program == "dnf" || program == "microdnf",
      !run.run.isCleanForHadolint(
        [program], ["clean", "all"], orRemoves: true,
        after: run.firstCall { isInstall($0) && $0.program.text == program })
    {
      aliases.append("DL3040")
    }
    guard call.operation.command.has("install") else { return aliases }
    switch program {
    case "dnf": return aliases + ["DS-0019", "semgrep:missing-dnf-clean-all"]
    case "microdnf": return aliases + ["DS-0027"]
    default: return aliases
    }
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) leaves its cache in the layer: no clean all follows"
  }
}
