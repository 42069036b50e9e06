package import Dockerfile
package import Linting

/// An upgrade of all that the base image brings.
package struct SystemUpgrade: Rule {
  package static let info = RuleInfo(
    name: "system-upgrade",
    aliases: [
      "DL3035", "DS-0024", "semgrep:avoid-apt-get-upgrade", "semgrep:avoid-apk-upgrade", "semgrep:avoid-dnf-update",
      "semgrep:avoid-yum-update", "semgrep:avoid-zypper-update", "lint:apt-get-upgrade", "lint:apt-get-dist-upgrade",
      "DKL-DI-0003", "CIS-4.4",
    ],
    groups: ["reproducibility", "size"], severity: .info,
    summary: "Every package of the base image is upgraded.",
    rationale: """
      What comes out depends on the day of the build, and every upgraded file lies in the image twice: in the base's layer
      and in this one. A newer base image has the same fixes without that. Some security teams want the upgrade all the
      same, because base images are rebuilt late: then ignore the rule.
      """,
    help: "Take a newer base image, or upgrade only the package that needs it, by name.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && ‹apt-get› upgrade -y && rm -rf /var/lib/apt/lists/*
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN ‹apk› upgrade --no-cache
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk upgrade --no-cache libssl3 libcrypto3
        """),
      RuleInfo.Example(
        """
        FROM fedora:41
        RUN dnf update -y openssl && dnf clean all
        """),
    ],
    deviations: .ofCommands("DL3035") + .ofEachCommand("DL3035"),
    references: ["https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often"])

  package init() {}

  private static let programs = PackagePrograms.system.subtracting(["pacman"])

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: Self.programs).flatMap { run in
      run.calls.filter { isUpgradeOfAll($0.operation) }.map {
        run.finding(
          Self.info, message($0), at: $0, in: file, aliases: aliases($0.operation), isOfImage: false)
      }
    }
  }

  private func isUpgradeOfAll(_ operation: PackageOperation) -> Bool {
    guard operation.action == .upgrade, !operation.isSimulated, operation.subcommand != "fix" else { return false }
    // zypper's change of distribution knows no packages.
    return ["dup", "dist-upgrade"].contains(operation.subcommand)
      || (operation.isForProject && operation.line.operands.isEmpty)
  }

  private func aliases(_ operation: PackageOperation) -> [String] {
    let isUpdate = ["update", "up", "upgrade"].contains(operation.subcommand)
    switch (operation.command.name.text, operation.subcommand) {
    case ("apt-get", "upgrade"): return ["semgrep:avoid-apt-get-upgrade", "lint:apt-get-upgrade", "CIS-4.4"]
    case ("apt-get", "dist-upgrade"):
      return ["DS-0024", "semgrep:avoid-apt-get-upgrade", "lint:apt-get-dist-upgrade", "DKL-DI-0003", "CIS-4.4"]
    case ("apk", _): return ["semgrep:avoid-apk-upgrade", "CIS-4.4"]
    case ("dnf", _) where isUpdate: return ["semgrep:avoid-dnf-update", "CIS-4.4"]
    case ("yum", _) where isUpdate: return ["semgrep:avoid-yum-update", "CIS-4.4"]
    case ("zypper", "dist-upgrade"), ("zypper", "dup"): return ["DL3035", "CIS-4.4"]
    case ("zypper", _) where isUpdate: return ["semgrep:avoid-zypper-update", "CIS-4.4"]
    default: return ["CIS-4.4"]
    }
  }

  private func message(_ call: PackageCall) -> String { "\(call.title) upgrades every package of the base image" }
}
