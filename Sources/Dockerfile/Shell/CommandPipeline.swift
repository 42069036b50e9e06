/// A pipeline of a RUN and where it stands. Commands refer to it by its index in `Run.pipelines`.
package struct CommandPipeline: Sendable {
  /// What a pipeline stands in.
  package enum Enclosure: Sendable, Hashable {
    /// The RUN itself.
    case run
    /// `( … )`.
    case subshell
    /// `{ …; }`.
    case group
    /// What `if`, `elif`, `while` and `until` test.
    case condition
    /// A branch of `if` or `case`.
    case branch
    /// The body of a loop.
    case loop
    /// The body of a function.
    case function
    /// `$( … )`, also between backticks.
    case commandSubstitution
    /// `<( … )` and `>( … )`.
    case processSubstitution
    /// A script that is an argument or the input of a shell: `sh -c '…'`.
    case script

    /// Whether what it prints goes into a word and not to where its surroundings print.
    package var isSubstitution: Bool { self == .commandSubstitution || self == .processSubstitution }
  }

  package internal(set) var enclosure: Enclosure
  /// The pipeline, and the part of it, that the enclosure stands in; nil at the top of the RUN.
  package internal(set) var outer: ShellCommand.Position?
  /// How many parts it has; one for a command alone.
  package internal(set) var parts: Int
  /// `! a | b`.
  package internal(set) var isNegated: Bool
  /// What stands behind it.
  package internal(set) var separator: ShellList.Separator
  /// For more than one part, the index in `Run.commands` of each part's first command, and of the one behind the last.
  var partStarts: [Int] = []
  /// For what stands in a substitution, the index in `Run.commands` of the command whose word, or redirection, that is;
  /// nil elsewhere, and for the value of an assignment.
  package internal(set) var feeds: Int?
}

extension Run {
  /// The command into which a command is substituted: the `sh` of `sh -c "$(curl …)"`, the `bash` of `bash <(curl …)`.
  package func command(fedBy command: ShellCommand) -> ShellCommand? {
    guard pipelines.indices.contains(command.position.pipeline) else { return nil }
    return pipelines[command.position.pipeline].feeds.map { commands[$0] }
  }

  /// Whether a command stands in something of the kind, at any depth.
  package func isInside(_ enclosure: CommandPipeline.Enclosure, _ command: ShellCommand) -> Bool {
    var position: ShellCommand.Position? = command.position
    while let current = position, pipelines.indices.contains(current.pipeline) {
      if pipelines[current.pipeline].enclosure == enclosure { return true }
      position = pipelines[current.pipeline].outer
    }
    return false
  }

  /// The commands that may read, through a pipe, what the command at an index prints: those of the next part of its
  /// pipeline, or of one around it.
  package func readers(ofCommandAt index: Int) -> [ShellCommand] {
    guard commands.indices.contains(index), !commands[index].redirections.contains(where: \.takesOutput) else {
      return []
    }
    var position = commands[index].position
    while position.isLast {
      guard pipelines.indices.contains(position.pipeline), !pipelines[position.pipeline].enclosure.isSubstitution,
        let outer = pipelines[position.pipeline].outer
      else { return [] }
      position = outer
    }
    let starts = pipelines[position.pipeline].partStarts
    guard position.part + 2 < starts.count else { return [] }
    return commands[starts[position.part + 1]..<starts[position.part + 2]].filter { reads($0, from: position.pipeline) }
  }

  /// Whether no substitution stands between a command and a pipeline around it.
  private func reads(_ command: ShellCommand, from pipeline: Int) -> Bool {
    var position = command.position
    while position.pipeline != pipeline {
      guard !pipelines[position.pipeline].enclosure.isSubstitution, let outer = pipelines[position.pipeline].outer
      else {
        return false
      }
      position = outer
    }
    return true
  }
}
