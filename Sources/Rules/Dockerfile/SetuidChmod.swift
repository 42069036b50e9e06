package import Dockerfile
package import Linting

/// A mode that lets a program run with the rights of its owner.
package struct SetuidChmod: Rule {
  package static let info = RuleInfo(
    name: "setuid-chmod",
    aliases: ["CIS-4.8"],
    groups: ["security"], severity: .info,
    summary: "chmod, install or COPY --chmod sets setuid or setgid on a file.",
    rationale: """
      Such a program runs with the rights of its owner, mostly root, whoever starts it: a fault in it leads from any account
      to root. On directories setgid only passes the group on to new files; where the text shows a directory, it is excused.
      What an image really holds, the rule setuid-file proves.
      """,
    help:
      "Leave the bit out; run the process as the account that it needs, or give the program the one capability by setcap.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        COPY --chmod=‹4755› helper /usr/local/bin/
        RUN chmod ‹u+s› /usr/local/bin/tool
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN mkdir -p /srv/shared && chmod 2775 /srv/shared && chmod -R g+s /srv/www
        RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +
        """)
    ],
    references: ["https://man7.org/linux/man-pages/man1/chmod.1.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let settings = file.modeSettings.filter { $0.mode.setsSetuid || $0.mode.setsSetgid }
    if settings.isEmpty { return [] }
    let directories = madeDirectories(in: file)
    return settings.filter { !isForDirectory($0, directories) }.map { setting in
      file.finding(Self.info, message(setting), at: setting)
    }
  }

  /// Whether setgid alone is for directories, as far as the text shows.
  private func isForDirectory(_ setting: ModeSetting, _ directories: Set<String>) -> Bool {
    if setting.isForDirectories { return true }
    guard !setting.mode.setsSetuid else { return false }
    return setting.isRecursive
      || (!setting.files.isEmpty
        && setting.files.allSatisfy { $0.hasSuffix("/") || directories.contains($0.trimmingFinalSlash) || $0 == "{}" })
  }

  private func madeDirectories(in file: BuildModel) -> Set<String> {
    let commands = file.writtenRuns.flatMap { $0.run.commands }.filter { $0.program == "mkdir" }
    return Set(commands.flatMap { $0.line.operands.map(\.text.trimmingFinalSlash) })
  }

  private func message(_ setting: ModeSetting) -> String {
    let bit = setting.mode.setsSetuid ? "setuid" : "setgid"
    return "the mode \(setting.text) sets \(bit): the program runs with the rights of its owner, whoever starts it"
  }
}
