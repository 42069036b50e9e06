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
    // Commands stand in the order of the text: those of the next part follow those of this one.
    var readers: [ShellCommand] = []
    for command in commands[(index + 1)...] {
      guard let part = part(of: position.pipeline, of: command, throughSubstitutions: true),
        part <= position.part + 1
      else { break }
      if part == position.part + 1, self.part(of: position.pipeline, of: command, throughSubstitutions: false) != nil {
        readers.append(command)
      }
    }
    return readers
  }

  /// The part of a pipeline in which a command stands, itself or by what is around it; nil when it stands elsewhere.
  private func part(of pipeline: Int, of command: ShellCommand, throughSubstitutions: Bool) -> Int? {
    var position = command.position
    while position.pipeline != pipeline {
      guard pipelines.indices.contains(position.pipeline), let outer = pipelines[position.pipeline].outer,
        throughSubstitutions || !pipelines[position.pipeline].enclosure.isSubstitution
      else { return nil }
      position = outer
    }
    return position.part
  }
}
