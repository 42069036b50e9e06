internal import Linting

extension Launch {
  /// The first command of a shell text that is missing and without which the container ends; nil where the text changes what is
  /// found.
  func missingCommand(of commands: ShellCommands) -> String? {
    let names = commands.all.compactMap(\.words.first)
    guard !commands.hasControlFlow, !names.contains(where: Self.changers.contains),
      !commands.all.contains(where: { $0.words.contains { $0.contains("PATH=") } })
    else { return nil }
    var plain = commands
    let last = commands.all.last?.statement
    let endsAtFailure = commands.all.contains { $0.words.first == "set" && $0.words.contains { $0.hasPrefix("-e") } }
    plain.keep { !$0.isGuarded && (endsAtFailure || $0.statement == last) }
    return missingCommands(plain).first
  }

  /// What changes where commands are found, or defines some.
  private static let changers: Set = [".", "source", "eval", "cd", "pushd", "alias"]
}
