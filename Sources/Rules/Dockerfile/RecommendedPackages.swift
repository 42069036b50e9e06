package import Dockerfile
package import Linting

/// `apt-get install` that also installs what is only recommended.
package struct RecommendedPackages: Rule {
  package static let info = RuleInfo(
    name: "recommended-packages",
    aliases: ["DL3015", "DS-0029", "semgrep:missing-no-install-recommends", "lint:apt-get_recommends", "CIS-4.3"],
    groups: ["size"], severity: .info, fix: .unsafe,
    summary: "apt-get install also installs the packages that are only recommended.",
    rationale: """
      Debian's recommendations are made for desktops: documentation, fonts, a mail server. In an image they are bytes and
      attack surface that nobody asked for. A package may then miss something that it needs in practice: name that
      yourself. Configuration below /etc/apt that the Dockerfile writes is respected.
      """,
    help: "Add --no-install-recommends, and name what is really needed.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && ‹apt-get› install -y curl && rm -rf /var/lib/apt/lists/*
        """,
        fixed: """
          FROM debian:12-slim
          RUN apt-get update && apt-get install --no-install-recommends -y curl && rm -rf /var/lib/apt/lists/*
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/90small
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        """),
    ],
    deviations: .ofCommands("DL3015") + .ofEachCommand("DL3015") + [
      RuleInfo.Deviation(
        "DL3015",
        "hadolint takes of -o APT::Install-Recommends only the value false, as a word of its own, and knows no configuration file; here 0, no and off count as for apt, also joined to the option, and files below /etc/apt that the Dockerfile writes."
      ),
      RuleInfo.Deviation(
        "DL3015", "hadolint speaks of an install that names no package; here it brings nothing, recommended or not."),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#apt-get"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: PackagePrograms.debian)
    if runs.isEmpty { return [] }
    let settings = PackageSettings(PackageSettings.aptRecommends, in: file)
    return runs.filter { !settings.hold(for: $0) }.flatMap { run in
      run.calls.filter {
        $0.operation.subcommand == "install" && !$0.operation.isForProject && !$0.operation.skipsRecommended
      }.map { call in
        run.finding(
          Self.info, message(call), at: call, in: file, aliases: call.program.text == "apt-get" ? nil : ["CIS-4.3"]
        ).mended(by: fix(call, in: file))
      }
    }
  }

  private func fix(_ call: PackageCall, in file: BuildModel) -> Fix? {
    // Who asks for them in so many words means it.
    guard !call.operation.line.has("--install-recommends", "--with-recommends", "-r") else { return nil }
    let option = call.program.text == "aptitude" ? "--without-recommends" : "--no-install-recommends"
    return Fix(.unsafe, all: [file.inserting(option, behindSubcommandOf: call)])
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) also installs recommended packages: --no-install-recommends is missing"
  }
}
