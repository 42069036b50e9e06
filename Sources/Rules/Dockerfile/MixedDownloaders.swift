package import Dockerfile
package import Linting

/// Both curl and wget, where one of them would do.
package struct MixedDownloaders: Rule {
  package static let info = RuleInfo(
    name: "mixed-downloaders",
    aliases: ["DL4001", "DS-0014", "semgrep:use-either-wget-or-curl", "CIS-4.3"],
    groups: ["size", "style"], severity: .info,
    summary: "A stage installs both curl and wget, where one of them would do.",
    rationale: """
      The two do the same, and each brings its libraries. What counts is that a stage whose layers end in the image installs
      both and keeps them; the use of both, which costs nothing where the base image has them, is reported only to those who
      select the checks of other tools.
      """,
    help: "Decide for one of the two.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates ‹wget›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim AS fetch
        RUN apt-get update && apt-get install -y curl wget
        FROM alpine:3.23
        RUN apk add --no-cache curl && wget -qO /etc/motd https://example.com/motd
        """)
    ],
    deviations: [.foundCommands("DL4001")],
    references: ["https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages"])

  private static let programs: Set = ["curl", "wget"]

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let shipped = Set(file.shippedStages.map(\.index))
    return file.stages.flatMap { stage in
      let own = stage.runs.filter { !stage.isTriggered($0.instruction) }
      let installs = shipped.contains(stage.index) ? installs(own, of: stage, file) : []
      // What ONBUILD holds runs in another stage.
      return installs + uses(own, of: stage, file) + uses(stage.triggerRuns, of: stage, file)
    }
  }

  private func installs(_ runs: [Run], of stage: Stage, _ file: BuildModel) -> [Finding] {
    var seen: Set<String> = []
    return runs.flatMap { run in
      run.installedSystemPackages.compactMap { package -> Finding? in
        guard Self.programs.contains(package.name), seen.insert(package.name).inserted, seen.count > 1 else {
          return nil
        }
        var finding = Finding(
          Self.info, installed(package.name), at: package.argument, of: run, stage: stage, in: file)
        finding.aliases = ["CIS-4.3"]
        return finding
      }
    }
  }

  /// Other tools ask what is used: each RUN that uses one of the two, when the stage has used both.
  private func uses(_ runs: [Run], of stage: Stage, _ file: BuildModel) -> [Finding] {
    var seen: Set<String> = []
    return runs.compactMap { run in
      let uses = run.commands.filter { Self.programs.contains($0.name.text) }
      seen.formUnion(uses.map(\.name.text))
      guard seen.count > 1, let last = uses.last else { return nil }
      var finding = Finding(Self.info, used(last.name.text), at: last.name, of: run, stage: stage, in: file)
      finding.aliases = ["DL4001", "DS-0014", "semgrep:use-either-wget-or-curl"]
      finding.isOwn = false
      return finding
    }
  }

  private func other(_ name: String) -> String { name == "curl" ? "wget" : "curl" }

  private func installed(_ name: String) -> String {
    "\(name) is installed beside \(other(name)): one of the two would do"
  }

  private func used(_ name: String) -> String {
    "\(name) is used in a stage that uses \(other(name)) too: one of the two would do"
  }
}
