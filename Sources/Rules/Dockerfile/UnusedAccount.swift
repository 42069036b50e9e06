package import Dockerfile
package import Linting

/// An account that is created and that no USER names.
package struct UnusedAccount: Rule {
  package static let info = RuleInfo(
    name: "unused-account",
    aliases: ["tally/user-created-but-never-used"],
    groups: ["user", "security"], severity: .info,
    summary: "A user is created, but no USER of the file names it.",
    rationale: """
      An account alone changes nothing: the container goes on as root until USER names it. Accounts that a command, CMD or
      ENTRYPOINT changes to by name are excused, and all of them where gosu, su-exec or their like change the user at run time,
      or where ENTRYPOINT is a script, which may.
      """,
    help: "Add USER with the number of the account in front of CMD or ENTRYPOINT, or remove the account.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN groupadd -g 1001 app && useradd -u 1001 -g app ‹app›
        CMD ["server"]
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN adduser -S -D -u 1001 app
        USER 1001
        """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN apt-get install -y gosu && useradd app
        ENTRYPOINT ["/entrypoint.sh"]
        """),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#user"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let accounts = file.createdAccounts
    if accounts.isEmpty { return [] }
    guard let used = usedNames(in: file), !mayChangeLater(in: file) else { return [] }
    return accounts.compactMap { account in
      let uid = account.uid?.value.map { $0.isKnown ? $0.text : "" }
      guard !used.contains(account.name.text), uid.map({ !used.contains($0) && !$0.isEmpty }) ?? true else {
        return nil
      }
      return Finding(
        Self.info, message(account.name.text), at: account.name, of: account.run, stage: account.stage, in: file)
    }
  }

  /// Who USER, and the commands that change the user, name in the whole file; nil when one of them cannot be known.
  private func usedNames(in file: BuildModel) -> Set<String>? {
    var names: Set<String> = []
    for stage in file.stages {
      let last = stage.config.user
      for instruction in stage.instructions where instruction.keyword == .user {
        guard let word = instruction.arguments.words.first else { continue }
        let known = last?.instruction === instruction && last?.isResolved == true ? last?.value : file.literal(word)
        guard let user = known else { return nil }
        names.insert(String(user.prefix { $0 != ":" }))
      }
      for command in stage.runs.flatMap(\.commands) {
        let isChange = ["su", "runuser", "sudo", "gosu", "su-exec", "setpriv", "chroot", "start-stop-daemon"]
          .contains(command.name.text)
        if isChange { names.formUnion(command.arguments.map(\.text)) }
        for wrapper in command.wrappers where ["su", "sudo", "runuser"].contains(wrapper.text) {
          names.formUnion(words(of: command.source, in: file))
        }
      }
      for command in stage.commands {
        names.formUnion(command.words.flatMap { $0.split(separator: " ").map(String.init) })
      }
    }
    return names
  }

  private func words(of range: Range<Int>, in file: BuildModel) -> [String] {
    let bytes = file.source.bytes[range.clamped(to: 0..<file.source.bytes.count)]
    return String(decoding: bytes.prefix(4096), as: UTF8.self).split { $0 == " " || $0 == "=" || $0 == "\n" }.map(
      String.init)
  }

  /// Whether the user may change at run time: a program for it is there, or the image starts a script that nobody has read.
  private func mayChangeLater(in file: BuildModel) -> Bool {
    file.stages.contains(where: DroppedRights.isMadePossible)
      || file.target?.config.entrypoint.map(DroppedRights.mayBeScript) ?? false
  }

  private func message(_ name: String) -> String { "the account \(name) is created, but no USER names it" }
}
