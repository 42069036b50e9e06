package import Images
package import Linting

/// Two accounts of the image have one uid.
package struct DuplicateUID: Rule {
  package static let info = RuleInfo(
    name: "duplicate-uid",
    aliases: ["DKL-LI-0002"],
    groups: ["accounts", "security"],
    severity: .warning,
    summary: "Two accounts of etc/passwd have one uid.",
    rationale:
      "The kernel knows only the number: what one of the accounts owns, the other one may change, and which of the names "
      + "a program prints is chance. A second name for uid 0 is a hidden root. Lines that are no accounts are skipped, and "
      + "an image without the file has no accounts.",
    help: "Give each account a uid of its own, or remove the one that is not needed.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY etc /etc
          0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1000:1000::/:/bin/sh\\nweb:x:1000:1001::/:/bin/sh\\n"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY etc /etc
          0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1000:1000::/:/bin/sh\\nweb:x:1001:1001::/:/bin/sh\\n"
        """)
    ],
    references: [
      "https://man7.org/linux/man-pages/man5/passwd.5.html",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#dkl-li-0002",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    let shared = sharedNumbers((image.accounts?.users ?? []).map { ($0.uid, $0.name) })
    return shared.map { uid, names in
      let message = uid == 0 ? hiddenRoot(names) : sharedUID(uid, names)
      return image.finding(Self.info, message, ofAccountsAt: "etc/passwd")
    }
  }
}

private func sharedUID(_ uid: Int, _ names: [String]) -> String {
  "\(listedNames(names)) have the uid \(uid) in etc/passwd, expected one for each"
}

private func hiddenRoot(_ names: [String]) -> String {
  "\(listedNames(names)) have the uid 0 in etc/passwd: each of them is root"
}
