package import Dockerfile
package import Linting

/// A package manager that asks before it works, though nobody answers.
package struct InteractivePackageInstall: Rule {
  package static let info = RuleInfo(
    name: "interactive-package-install",
    aliases: [
      "DL3014", "DL3030", "DL3034", "DL3038", "DS-0021", "semgrep:missing-assume-yes-switch",
      "semgrep:missing-yum-assume-yes-switch", "semgrep:missing-dnf-assume-yes-switch", "lint:apt-get_missing_param",
    ],
    groups: ["correctness"], severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "A package manager waits for an answer that nobody gives.",
    rationale: """
      A build has no terminal: the question “continue?” ends it as soon as there is something to ask. DEBIAN_FRONTEND is about
      other questions and does not answer this one. An answer through a pipe (yes |) or by configuration is respected.
      """,
    help: "Add -y; for zypper, --non-interactive before the subcommand; for pacman, --noconfirm.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && ‹apt-get› install --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
        """,
        fixed: """
          FROM debian:12-slim
          RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
          """),
      RuleInfo.Example(
        """
        FROM opensuse/leap:15.6
        RUN ‹zypper› install curl && zypper clean --all
        """,
        fixed: """
          FROM opensuse/leap:15.6
          RUN zypper --non-interactive install curl && zypper clean --all
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
        """),
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN dnf -y install curl && dnf clean all
        """),
    ],
    deviations: .ofCommands("DL3014", "DL3030", "DL3034", "DL3038")
      + .ofEachCommand("DL3014", "DL3030", "DL3034", "DL3038") + [
        RuleInfo.Deviation(
          "DL3014",
          "hadolint knows no answer through a pipe, no configuration, neither -o APT::Get::Assume-Yes=true nor --quiet=2, neither --force-yes nor --dry-run; here they count, because apt-get then asks nothing. --assume-yes=false, which it takes for a yes, is none, and a third q takes nothing back."
        ),
        RuleInfo.Deviation(
          "DL3038",
          "hadolint knows no configuration; here assumeyes in the files of dnf and yum that the Dockerfile writes counts."
        ),
        RuleInfo.Deviation(
          "DL3034", "hadolint finds the words install, remove and the like anywhere; here only the subcommand counts."),
      ],
    references: ["https://manpages.debian.org/stable/apt/apt-get.8.en.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let runs = file.packageRuns(of: PackagePrograms.system).compactMap { run in
      let asking = run.calls.filter { asks($0.operation) }.unanswered(in: run.run)
      return asking.isEmpty ? nil : (run, asking)
    }
    if runs.isEmpty { return [] }
    let settings = [PackageSettings.aptAssumeYes, PackageSettings.dnfAssumeYes].map {
      (isDebian: $0.directories == ["/etc/apt"], settings: PackageSettings($0, in: file))
    }
    return runs.flatMap { run, calls in
      calls.filter { call in
        let isDebian = call.operation.manager.ecosystem == .debian
        return !settings.contains { $0.isDebian == isDebian && $0.settings.hold(for: run) }
      }.map {
        // A build that stops never comes to the image.
        run.finding(Self.info, message($0), at: $0, in: file, aliases: aliases($0.operation), isOfImage: false)
          .mended(by: fix($0, in: file))
      }
    }
  }

  private func fix(_ call: PackageCall, in file: BuildModel) -> Fix? {
    // Who says no in so many words is not told to say yes.
    guard !call.operation.line.has("-y", "--yes", "--assume-yes", "--assumeyes", "--noconfirm") else { return nil }
    let isBeforeSubcommand = [.suse, .arch].contains(call.operation.manager.ecosystem)
    let option = missing(call)
    return Fix(
      .safe,
      all: [
        isBeforeSubcommand
          ? file.inserting(option, behind: call.program) : file.inserting(option, behindSubcommandOf: call)
      ])
  }

  private func asks(_ operation: PackageOperation) -> Bool {
    operation.asks && !operation.assumesYes && !operation.isSimulated
  }

  private func aliases(_ operation: PackageOperation) -> [String] {
    let command = operation.command
    let isInstall = command.has("install")
    let isAnyInstall = isInstall || command.has("groupinstall") || command.has("localinstall")
    switch command.name.text {
    case "apt-get" where isInstall:
      return ["DL3014", "DS-0021", "semgrep:missing-assume-yes-switch", "lint:apt-get_missing_param"]
    case "yum" where isAnyInstall: return ["DL3030"] + (isInstall ? ["semgrep:missing-yum-assume-yes-switch"] : [])
    case "dnf" where isAnyInstall: return ["DL3038"] + (isInstall ? ["semgrep:missing-dnf-assume-yes-switch"] : [])
    case "microdnf" where isAnyInstall: return ["DL3038"]
    case "zypper":
      let words = ["install", "in", "remove", "rm", "source-install", "si", "patch"]
      return words.contains(operation.subcommand) ? ["DL3034"] : []
    default: return []
    }
  }

  private func message(_ call: PackageCall) -> String {
    "\(call.title) waits for an answer: \(missing(call)) is missing"
  }

  private func missing(_ call: PackageCall) -> String {
    switch call.operation.manager.ecosystem {
    case .suse: "--non-interactive"
    case .arch: "--noconfirm"
    default: "-y"
    }
  }
}

extension [PackageCall] {
  /// Those to whose standard input nothing writes: `yes |`, `<<< y`.
  fileprivate func unanswered(in run: Run) -> [PackageCall] {
    if isEmpty { return [] }
    let answers = run.commands.indices.filter { index in
      run.commands[index].position.parts > 1 && ["yes", "echo", "printf"].contains(run.commands[index].name.text)
    }
    let answered = Set(answers.flatMap { run.readers(ofCommandAt: $0).map(\.source) })
    return filter { call in
      let command = call.operation.command
      let isRedirected = command.redirections.contains { $0.operation.hasPrefix("<") && ($0.descriptor ?? 0) == 0 }
      return !isRedirected && !answered.contains(command.source)
    }
  }
}
