package import Dockerfile
package import Linting

/// useradd with a number so large that its log files become huge.
package struct LargeUidAccount: Rule {
  package static let info = RuleInfo(
    name: "large-uid-account",
    aliases: ["DL3046"],
    groups: ["size"], severity: .warning, fix: .safe, fixChanges: [.commands],
    summary: "useradd creates an account with a large number and without --no-log-init.",
    rationale: """
      useradd keeps a record for each number up to the new one in /var/log/lastlog and /var/log/faillog. The files are sparse
      on the builder, but a layer may hold them at their full length: gigabytes of zeros.
      """,
    help: "Add --no-log-init (-l), or take a number below 100000.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN useradd --create-home -u ‹1000660000› app
        """,
        fixed: """
          FROM debian:13-slim
          RUN useradd --no-log-init --create-home -u 1000660000 app
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN useradd --no-log-init -u 1000660000 app && useradd -u 99999 other
        """)
    ],
    deviations: .ofCommands("DL3046") + .ofEachCommand("DL3046"),
    references: ["https://docs.docker.com/build/building/best-practices/#user"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenAccounts.compactMap { account in
      guard account.program.text == "useradd", !account.spares, let option = account.uid, let value = option.value
      else { return nil }
      let isOwn = value.isKnown && isLarge(value.text)
      // hadolint knows the short option alone, and counts what is written behind it as a word of its own.
      let isForeign =
        option.name == "-u" && value.source.lowerBound >= option.argument.source.upperBound
        && written(value, in: file).utf8.count > 5
      guard isOwn || isForeign else { return nil }
      var finding = Finding(
        Self.info, message(value.text), at: value, of: account.run, stage: account.stage, in: file)
      finding.isOwn = isOwn
      finding.aliases = isForeign ? Self.info.aliases : []
      return finding.mended(by: Fix(.safe, all: [file.inserting("--no-log-init", behind: account.program)]))
    }
  }

  /// The word without its quotes.
  private func written(_ word: ShellCommand.Argument, in file: BuildModel) -> String {
    let bytes = file.source.bytes[word.source.clamped(to: file.source.bytes.indices)]
    return String(decoding: bytes.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }, as: UTF8.self)
  }

  private func isLarge(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    return text.drop { $0 == "0" }.utf8.count > 5
  }

  private func message(_ uid: String) -> String {
    "useradd with the number \(uid) and without --no-log-init makes huge log files"
  }
}
