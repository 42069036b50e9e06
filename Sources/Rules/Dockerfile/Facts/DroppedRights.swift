internal import Dockerfile
internal import Linting

/// Whether an ENTRYPOINT gives its rights away before it starts the program: `gosu app server`, or a script that may do so.
enum DroppedRights {
  /// Programs that start the next one and change nothing of its rights.
  private static let starters: Set = ["exec", "tini", "dumb-init", "catatonit"]
  /// Programs whose first word is the user that the program runs as.
  private static let takesUser: Set = ["gosu", "su-exec", "s6-setuidgid"]

  static func areGivenAway(by command: StageCommand) -> Bool {
    let words = command.isShellForm ? shellWords(command) : command.words
    var rest = words[...]
    while let first = rest.first, starters.contains(first.lastComponent) {
      rest = rest.dropFirst().drop { $0.hasPrefix("-") }
    }
    guard let program = rest.popFirst()?.lastComponent else { return false }
    if takesUser.contains(program) { return rest.first.map(isOther) ?? false }
    return program == "setpriv" && setprivUser(rest).map(isOther) ?? false
  }

  // MARK: Scripts

  private static let switchers: Set = ["gosu", "su-exec", "setpriv", "chpst", "s6-setuidgid", "setuidgid", "runuser"]

  /// Whether a program that changes the user at run time comes into a stage.
  static func isMadePossible(in stage: Stage) -> Bool {
    stage.runs.contains { run in run.commands.contains { $0.arguments.contains { isSwitcher($0.text) } } }
      || stage.copies.contains { copy in
        copy.broughtPaths.contains { item in ([item.source] + item.candidates).contains(where: isSwitcher) }
      }
  }

  /// By its path, or as a package, which may have a version: `su-exec=~0.2`.
  private static func isSwitcher(_ word: String) -> Bool {
    switchers.contains(String(word.lastComponent.prefix { !"=<>~@".contains($0) }))
  }

  /// Whether an ENTRYPOINT starts a script, whose text nobody has read.
  static func mayBeScript(_ command: StageCommand) -> Bool {
    let words = command.isShellForm ? shellWords(command) : command.words
    let program = words.first { !starters.contains($0.lastComponent) && !$0.hasPrefix("-") && !isShell($0) } ?? ""
    return program.hasSuffix(".sh") || program.lastComponent.contains("entrypoint")
  }

  private static func isShell(_ word: String) -> Bool { ["sh", "bash", "ash", "dash"].contains(word.lastComponent) }

  // MARK: Words

  private static func shellWords(_ command: StageCommand) -> [String] {
    command.words.last.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) } ?? []
  }

  /// The value of `--reuid`, as a word of its own or behind an equals sign.
  private static func setprivUser(_ words: ArraySlice<String>) -> String? {
    guard let index = words.firstIndex(where: { $0.hasPrefix("--reuid") }) else { return nil }
    let parts = words[index].split(separator: "=", maxSplits: 1)
    return parts.count == 2 ? String(parts[1]) : words.dropFirst(index - words.startIndex + 1).first
  }

  private static func isOther(_ user: String) -> Bool { !RootAccount.isNamed(user) }
}
