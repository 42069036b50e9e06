package import Images
package import Linting

/// Two groups of the image have one gid.
package struct DuplicateGID: Rule {
  package static let info = RuleInfo(
    name: "duplicate-gid",
    aliases: ["DKL-LI-0002"],
    groups: ["accounts", "security"],
    severity: .warning,
    summary: "Two groups of etc/group have one gid.",
    rationale:
      "The kernel knows only the number: the members of one group have the rights of the other, and which of the names a "
      + "program prints is chance. Lines that are no groups are skipped, and an image without the file has no groups.",
    help: "Give each group a gid of its own, or remove the one that is not needed.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY etc /etc
          0644 0:0 etc/group "root:x:0:\\napp:x:1000:\\nweb:x:1000:\\n"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY etc /etc
          0644 0:0 etc/group "root:x:0:\\napp:x:1000:\\nweb:x:1001:app\\n"
        """)
    ],
    wants: [WantedContents("etc/group")],
    references: [
      "https://man7.org/linux/man-pages/man5/group.5.html",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#dkl-li-0002",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    let groups =
      image.accounts?.groups
      ?? image.files.contents(of: "etc/group").map { Accounts(passwd: [], group: $0).groups } ?? []
    return sharedNumbers(groups.map { ($0.gid, $0.name) }).map { gid, names in
      image.finding(Self.info, message(gid, names), ofAccountsAt: "etc/group")
    }
  }
}

private func message(_ gid: Int, _ names: [String]) -> String {
  "\(listedNames(names)) have the gid \(gid) in etc/group, expected one for each"
}
