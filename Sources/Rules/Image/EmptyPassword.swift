package import Images
package import Linting

/// An account of the image has an empty password.
package struct EmptyPassword: Rule {
  private static let files = ["etc/shadow", "etc/master.passwd"]

  package static let info = RuleInfo(
    name: "empty-password",
    aliases: ["DKL-LI-0001"],
    groups: ["accounts", "security"],
    severity: .error,
    summary: "An account of etc/shadow or etc/master.passwd has an empty password field.",
    rationale:
      "Whoever can ask for that account gets it without a password: su, login, sshd and sudo ask the same file. A locked "
      + "account has an asterisk or an exclamation mark in the field. An image without these files has no such account.",
    help: "Lock the account in the Dockerfile (RUN passwd -l NAME), or leave it out.",
    bad: [
      RuleInfo.Example(
        """
        layer: RUN adduser -D app && passwd -d app
          0640 0:42 etc/shadow "root:*:19700:0:99999:7:::\\napp::19700:0:99999:7:::\\n"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: RUN adduser -D app
          0640 0:42 etc/shadow "root:*:19700:0:99999:7:::\\napp:!:19700:0:99999:7:::\\n"
        """)
    ],
    wants: files.map { WantedContents($0) },
    references: ["https://man7.org/linux/man-pages/man5/shadow.5.html"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    Self.files.flatMap { path -> [Finding] in
      guard let file = image.files.entry(at: path), let bytes = image.files.contents(of: file) else { return [] }
      return Accounts.lines(of: bytes).compactMap { fields in
        guard fields.count > 1, fields[1].isEmpty, fields[0].first != UInt8(ascii: "#") else { return nil }
        let name = String(decoding: fields[0], as: UTF8.self)
        return image.finding(Self.info, message(name, file), of: file)
      }
    }
  }
}

private func message(_ account: String, _ file: FileEntry) -> String {
  "the account “\(account)” of \(file.displayPath) has an empty password, expected a locked one (“!” or “*”)"
}
