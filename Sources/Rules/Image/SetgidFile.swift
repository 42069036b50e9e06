package import Images
package import Linting

/// A program of the image that runs with the rights of its group.
package struct SetgidFile: Rule {
  package static let info = RuleInfo(
    name: "setgid-file",
    aliases: ["CIS-DI-0008", "CIS-4.8"],
    groups: ["files", "security"],
    severity: .info,
    summary: "A regular file of the final file system is setgid: it runs with the rights of its group.",
    rationale:
      "A fault in such a program gives the rights of its group, such as shadow, to whoever may run it. Most images need "
      + "none of them, and a container that runs with no-new-privileges ignores the bit. The usual ones of a distribution "
      + "are named as such. On a directory the bit only hands down the group; that is no finding of this rule.",
    help:
      "Take the bit away in the instruction that brings the file, as in RUN find / -xdev -type f -perm -2000 -exec chmod "
      + "g-s {} +, or run containers with no-new-privileges.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY spool /usr/local/bin/
          2755 0:8 usr/local/bin/spool 12kB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY spool /usr/local/bin/
          0755 0:8 usr/local/bin/spool 12kB
          2775 0:8 var/mail/
        """)
    ],
    references: [
      "https://man7.org/linux/man-pages/man2/execve.2.html",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#cis-di-0008",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    image.privilegedFiles(with: 0o2000).map { file in
      guard file.kind == .regularFile else { return image.foreignPrivilege(Self.info, file, "setgid") }
      return image.finding(Self.info, message(file, image.groupName(of: file)), of: file)
    }
  }
}

private func message(_ file: FileEntry, _ group: String) -> String {
  let kind = PrivilegedFiles.isUsual(file.displayPath) ? ", one of the usual ones of a base image," : ""
  return "\(file.displayPath)\(kind) is setgid (mode \(file.modeText)): whoever runs it has the rights of "
    + group
}
