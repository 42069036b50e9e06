package import Dockerfile
package import Linting

/// A RUN that sets the password of an account.
package struct PasswordInCommand: Rule {
  package static let info = RuleInfo(
    name: "password-in-command",
    aliases: ["CKV2_DOCKER_17", "CIS-4.10"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "A RUN sets the password of an account: the password or its hash ships.",
    rationale: """
      The hash stands in /etc/shadow of every copy of the image, and the command line, often with the password itself, in its
      history. Containers need no passwords: nobody logs in. Locking an account is no password.
      """,
    help: "Create the account without a password (useradd, adduser -D, --disabled-password).",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN useradd app && echo "app:$PASSWORD" | ‹chpasswd›
        RUN useradd ‹-p› "$(openssl passwd -6 "$PASSWORD")" other
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN useradd --no-create-home app && passwd -l root && usermod -p '*' app
        """)
    ],
    references: ["https://man7.org/linux/man-pages/man8/chpasswd.8.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.findings { command, run, stage in
      guard let word = place(of: command) else { return nil }
      var finding = Finding(Self.info, message(command), at: word, of: run, stage: stage, in: file)
      // checkov knows chpasswd alone.
      finding.aliases = Self.info.aliases.filter { $0 == "CIS-4.10" || command.name.text == "chpasswd" }
      return finding
    }
  }

  /// The word with which a command takes a password; nil when it takes none.
  private func place(of command: ShellCommand) -> ShellCommand.Argument? {
    switch command.name.text {
    case "chpasswd": return command.name
    case "useradd", "usermod":
      guard let option = command.line.option("-p", "--password"), let value = option.value,
        !(value.isKnown && PasswordOptions.locks.contains(value.text))
      else { return nil }
      return option.argument
    case "passwd":
      let line = command.line
      if let option = line.option("--stdin", "-s") { return option.argument }
      guard !line.has("-d", "--delete", "-l", "--lock", "-u", "--unlock", "-S", "--status", "-e", "--expire") else {
        return nil
      }
      let reads = command.position.part > 0 || command.redirections.contains { $0.operation.hasPrefix("<") }
      return reads ? command.name : nil
    default: return nil
    }
  }

  private func message(_ command: ShellCommand) -> String {
    "\(command.name.text) sets a password here: it, or its hash, ships with the image"
  }
}
