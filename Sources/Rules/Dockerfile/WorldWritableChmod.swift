package import Dockerfile
package import Linting

/// A mode that lets everybody write.
package struct WorldWritableChmod: Rule {
  package static let info = RuleInfo(
    name: "world-writable-chmod",
    aliases: ["tally/world-writable-state-path-workaround"],
    groups: ["security"], severity: .info, fix: .unsafe,
    summary: "chmod, mkdir, install or COPY --chmod lets everybody write to a file or directory.",
    rationale: """
      Whoever gets into the container under any account can replace what lies there: a program, a configuration, what another
      process will run. It is mostly a way around a missing chown. Directories with the sticky bit are made for it and are
      excused.
      """,
    help:
      "Give the file to the account that writes it (COPY --chown, chown, chgrp) and take 755 or 775, for files 644 or 664.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN mkdir -m ‹777› /data && chmod -R ‹a+rwX› /var/cache/app
        COPY --chmod=‹0777› entrypoint.sh /
        """,
        fixed: """
          FROM alpine:3.23
          RUN mkdir -m 775 /data && chmod -R a+rwX /var/cache/app
          COPY --chmod=0755 entrypoint.sh /
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN mkdir -p /data && chmod 1777 /data && chmod g+rwX /srv && chmod +w /etc/motd
        COPY --chmod=755 entrypoint.sh /
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.modeSettings.filter { $0.mode.isWritableByAll && !$0.mode.isSticky }.map { setting in
      var finding = file.finding(Self.info, message(setting), at: setting)
      let isKnownToTally = setting.mode.grantsAllToAll && setting.program != "install"
      finding.aliases = isKnownToTally ? Self.info.aliases : []
      guard setting.mode.isOctal, let mode = Int(setting.text, radix: 8) else { return finding }
      // What COPY brings belongs to nobody else; elsewhere a group may have been meant.
      let mask = setting.program == "COPY" || setting.program == "ADD" ? 0o022 : 0o002
      let digits = String(mode & ~mask, radix: 8)
      let zeros = String(repeating: "0", count: max(0, setting.text.utf8.count - digits.utf8.count))
      return finding.mended(by: Fix(.unsafe, all: [file.replacing(setting, with: zeros + digits)]))
    }
  }

  private func message(_ setting: ModeSetting) -> String {
    "the mode \(setting.text) lets everybody write: whoever gets into the container can replace what lies there"
  }
}
