package import Images
package import Linting

/// A program of the image that gets capabilities when it is run.
package struct FileWithCapabilities: Rule {
  package static let info = RuleInfo(
    name: "file-with-capabilities",
    groups: ["files", "security"],
    severity: .warning,
    summary: "A file of the final file system has the attribute security.capability: who runs it gets capabilities.",
    rationale:
      "A capability of a file is a part of root's rights, for whoever runs it: cap_setuid or cap_sys_admin are all of "
      + "them. A list of modes does not show it. It is ignored where containers run with no-new-privileges, and a file "
      + "with a capability outside the container's bounding set does not start at all. Waive ping and the like by path.",
    help:
      "Take the attribute away with setcap -r in the instruction that brings the file, or give the container the one "
      + "capability that it needs.",
    bad: [
      RuleInfo.Example(
        """
        layer: RUN setcap cap_net_bind_service=ep /usr/local/bin/server
          0755 0:0 usr/local/bin/server 12kB capability 400
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY server /usr/local/bin/
          0755 0:0 usr/local/bin/server 12kB
        """)
    ],
    references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    image.files.files { $0.hasCapability && $0.kind == .regularFile }.map { file in
      let capabilities = file.capability.flatMap { FileCapabilities($0) }
      return image.finding(Self.info, capabilities.map { granted(file, $0) } ?? malformed(file), of: file)
    }
  }
}

private func granted(_ file: FileEntry, _ capabilities: FileCapabilities) -> String {
  let kind = PrivilegedFiles.isUsual(file.displayPath) ? ", one of the usual ones of a base image," : ""
  if capabilities.isEmpty {
    return "\(file.displayPath)\(kind) has an empty set of capabilities: who runs it loses the capabilities that it had"
  }
  let root = capabilities.rootID.map { $0 == 0 ? "" : " in the user namespace of uid \($0)" } ?? ""
  return "\(file.displayPath)\(kind) has the capabilities \(capabilities.text)\(root): who runs it gets them"
}

private func malformed(_ file: FileEntry) -> String {
  "\(file.displayPath) has an attribute security.capability that is none of the three known forms"
}
