package import Images
package import Linting

/// A program of the image that runs with the rights of its owner.
package struct SetuidFile: Rule {
  package static let info = RuleInfo(
    name: "setuid-file",
    aliases: ["CIS-DI-0008", "CIS-4.8"],
    groups: ["files", "security"],
    severity: .info,
    summary: "A regular file of the final file system is setuid: it runs with the rights of its owner.",
    rationale:
      "A fault in such a program makes root of whoever may run it. Most images need none of them, and a container that "
      + "runs with no-new-privileges ignores the bit. The usual ones of a distribution (su, mount, passwd) are named as "
      + "such: they come with the base image, and one instruction takes their bit away.",
    help:
      "Take the bit away in the instruction that brings the file, as in RUN find / -xdev -perm -4000 -exec chmod u-s {} +, "
      + "or run containers with no-new-privileges.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY backup /usr/local/bin/
          4755 0:0 usr/local/bin/backup 12kB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: FROM base
          4755 0:0 usr/bin/su 40kB
        layer: RUN chmod u-s /usr/bin/su
          0755 0:0 usr/bin/su 40kB
        """)
    ],
    references: [
      "https://man7.org/linux/man-pages/man2/execve.2.html",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#cis-di-0008",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    image.privilegedFiles(with: 0o4000).map { file in
      guard file.kind == .regularFile else { return image.foreignPrivilege(Self.info, file, "setuid") }
      return image.finding(Self.info, message(file, image.ownerName(of: file)), of: file)
    }
  }
}

extension ImageModel {
  /// The files and directories of the final file system whose mode has a bit.
  func privilegedFiles(with bit: UInt16) -> [FileEntry] {
    files.files { $0.mode & bit != 0 && ($0.kind == .regularFile || $0.kind == .directory) }
  }

  /// dockle counts a directory, too: there the bit hands down a group, and gives nobody any right.
  func foreignPrivilege(_ info: RuleInfo, _ file: FileEntry, _ bit: String) -> Finding {
    var finding = finding(
      info, "the directory \(file.displayPath) is \(bit) (mode \(file.modeText))", of: file, aliases: ["CIS-DI-0008"])
    finding.isOwn = false
    return finding
  }
}

private func message(_ file: FileEntry, _ owner: String) -> String {
  let kind = PrivilegedFiles.isUsual(file.displayPath) ? ", one of the usual ones of a base image," : ""
  return "\(file.displayPath)\(kind) is setuid (mode \(file.modeText)): whoever runs it has the rights of \(owner)"
}
