internal import Dockerfile

/// Where a RUN names files, by the parts of its words between slashes and `=`. It keeps what it has read of one RUN until it
/// is asked about another.
struct WordMentions {
  private var instruction: Instruction?
  private var firstCommands: [Substring: Int] = [:]

  /// The index of the first command with a word, or a redirection, in which the name stands; nil when none has one.
  mutating func firstCommand(naming name: String, in run: Run) -> Int? {
    if instruction !== run.instruction { read(run) }
    return firstCommands[Substring(name)]
  }

  private mutating func read(_ run: Run) {
    instruction = run.instruction
    firstCommands = [:]
    for (index, command) in run.commands.enumerated() {
      for word in command.arguments + command.redirections.map(\.target) {
        for part in word.text.split(whereSeparator: { "/= '\"\n".contains($0) }) where firstCommands[part] == nil {
          firstCommands[part] = index
        }
      }
    }
  }
}
