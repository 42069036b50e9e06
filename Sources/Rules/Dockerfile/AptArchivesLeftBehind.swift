package import Dockerfile
package import Linting

/// `apt-get install` that leaves the downloaded packages in the layer.
package struct AptArchivesLeftBehind: Rule {
  package static let info = RuleInfo(
    name: "apt-archives-left-behind", aliases: ["semgrep:remove-package-cache"], groups: ["size"], severity: .info,
    fix: .safe, fixChanges: [.commands],
    summary: "apt-get install leaves the packages that it downloaded in a layer of the image.",
    rationale: """
      apt keeps each package file below /var/cache/apt/archives. The official Debian and Ubuntu images, and those that are
      built on them, are set up to delete the files themselves: there nothing is left, unless the Dockerfile removes
      that setting (docker-clean). So the rule matters for images from elsewhere only, and is in no policy.
      """,
    help: "Append apt-get clean to the RUN, or mount a cache at /var/cache/apt.",
    bad: [
      RuleInfo.Example(
        """
        FROM registry.example.com/base/debian:12
        RUN apt-get update && ‹apt-get› install -y curl && rm -rf /var/lib/apt/lists/*
        """,
        fixed: """
          FROM registry.example.com/base/debian:12
          RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* && apt-get clean
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM registry.example.com/base/debian:12
        RUN apt-get update && apt-get install -y curl && apt-get clean && rm -rf /var/lib/apt/lists/*
        """),
      RuleInfo.Example(
        """
        FROM debian:12
        RUN apt-get update && apt-get install -y curl
        """),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#apt-get"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: PackagePrograms.debian)
    if runs.isEmpty { return [] }
    let variables = RunVariables(file)
    let kept = StageProgress(in: file) { stage in
      stage.writtenRuns.first { run in
        run.removals.contains { $0.path == "/etc/apt/apt.conf.d/docker-clean" }
      }?.instruction.range.lowerBound
    }
    return runs.compactMap { run in
      let installs = run.calls.filter { [.install, .upgrade].contains($0.operation.action) }
      guard let call = run.firstCacheLeftover(of: installs, variables) else { return nil }
      var finding = run.finding(Self.info, message(call), at: call, in: file)
      finding.isOwn = run.ships && (kept.holds(for: run) || !deletesItself(run))
      return finding.mended(by: Fix(.safe, all: [file.cleaning(with: "apt-get clean", behind: call, of: run)]))
    }
  }

  /// Whether the base image is set up to delete the archives: an official one, or one of which nothing is known.
  private func deletesItself(_ run: PackageRun) -> Bool {
    guard case .image(let use) = run.stage.root, let image = try? ImageReference.parse(use.text) else {
      return run.stage.root != .scratch
    }
    return image.repository.hasPrefix("docker.io/library/")
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) leaves the downloaded packages in /var/cache/apt/archives"
  }
}
