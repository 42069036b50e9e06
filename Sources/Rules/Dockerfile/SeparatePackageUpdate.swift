package import Dockerfile
package import Linting

/// A RUN that fetches the index of packages and installs nothing.
package struct SeparatePackageUpdate: Rule {
  package static let info = RuleInfo(
    name: "separate-package-update",
    aliases: [
      "DS-0017", "CKV_DOCKER_5", "lint:apt-get-update_require_install", "CIS-4.7", "CIS-DI-0007",
    ],
    groups: ["correctness", "reproducibility", "cache"], severity: .warning, fix: .unsafe,
    summary: "The index of packages is fetched in a RUN that installs nothing.",
    rationale: """
      The builder keeps the result of such a RUN. When a later RUN changes, it installs from an index that may be months old:
      packages that are no longer there, or without their security fixes. What a script of the project does behind the
      update is not known, and not reported.
      """,
    help: "Update and install in one RUN: apt-get update && apt-get install …; with apk, apk add --no-cache.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN ‹apt-get› update
        RUN apt-get install -y --no-install-recommends curl
        """,
        fixed: """
          FROM debian:12-slim
          RUN apt-get update \\
              && apt-get install -y --no-install-recommends curl
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
        """)
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#apt-get"])

  package init() {}

  /// Programs behind an update that install nothing.
  private static let harmless: Set<String> = [
    "set", "echo", "printf", "rm", "rmdir", "mkdir", "cp", "mv", "ln", "sed", "grep", "awk", "cat", "tee", "true",
    "false", ":", "test", "[", "[[", "export", "cd", "chmod", "chown", "touch", "sleep", "exit", "ls", "date", "find",
    "curl", "wget", "gpg", "apt-key", "apt-config", "apt-mark", "add-apt-repository",
    "yum-config-manager", "locale-gen", "update-ca-certificates", "head", "tail", "sort", "cut", "id", "whoami",
    "useradd", "groupadd", "adduser", "addgroup", "usermod",
  ]

  package func check(_ file: BuildModel) -> [Finding] {
    file.packageRuns(of: PackagePrograms.system).compactMap { run in
      guard let update = run.calls.first(where: { $0.operation.action == .update }),
        !run.calls.contains(where: { [.install, .upgrade].contains($0.operation.action) }),
        run.run.commands.allSatisfy(installsNothing)
      else { return nil }
      // Also in a build stage it spoils what is installed later.
      let finding = run.finding(Self.info, message(update), at: update, in: file, isOfImage: false)
      let edits = next(behind: run, update, in: file).flatMap { file.joining($0, to: run.run) }
      return finding.mended(by: edits.map { Fix(.unsafe, edits: $0) })
    }
  }

  /// The RUN that follows at once, when the same manager installs in it and neither has flags.
  private func next(behind run: PackageRun, _ update: PackageCall, in file: BuildModel) -> Run? {
    guard run.run.instruction.flags.isEmpty, let instruction = file.instruction(behind: run.run.instruction),
      instruction.flags.isEmpty, let next = run.stage.run(of: instruction)
    else { return nil }
    let installs = next.packageCalls(of: PackagePrograms.system).contains { call in
      call.operation.action == .install && call.operation.manager.name == update.operation.manager.name
    }
    return installs ? next : nil
  }

  private func installsNothing(_ command: ShellCommand) -> Bool {
    (PackagePrograms.system.contains(command.program) && !readsLists(command))
      || (command.name.isKnown && Self.harmless.contains(command.name.text))
  }

  /// `apt-get download`, `apt-get source`: what they need is the list that was fetched.
  private func readsLists(_ command: ShellCommand) -> Bool {
    ["download", "source", "build-dep", "changelog", "show", "search", "policy", "info", "fetch"]
      .contains(command.line.subcommand)
  }

  private func message(_ call: PackageCall) -> String { "\(call.title) stands in a RUN that installs nothing" }
}
