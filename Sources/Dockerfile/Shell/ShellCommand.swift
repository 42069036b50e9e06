/// A program that a RUN starts, as far as its text shows: name and arguments after expansion, found behind `sudo`,
/// `env`, `timeout` and their like, and inside `sh -c '…'`.
package struct ShellCommand: Sendable {
  /// A word of the command line.
  package struct Argument: Sendable, Hashable {
    /// Quotes removed, known variables replaced; an unknown expansion stays as written.
    package var text: String
    /// Whether `text` is what the program will get.
    package var isKnown: Bool
    /// Whether a wildcard, a brace, a tilde or a dollar of it stands for itself, because it is quoted or no shell reads it:
    /// `rm "/tmp/*"` removes the one file of that name.
    package var isVerbatim = false
    /// Byte range in the source file.
    package var source: Range<Int>
  }

  /// A command's place in a pipeline.
  package struct Position: Sendable, Hashable {
    /// The index of the pipeline in `Run.pipelines`; a command alone is a pipeline of one part.
    package var pipeline: Int
    /// From 0.
    package var part: Int
    /// How many parts the pipeline has.
    package var parts: Int

    package var isLast: Bool { part + 1 == parts }
  }

  /// `>file`, `2>&1`, `<<EOF` and their like.
  package struct Redirection: Sendable {
    /// `>`, `>>`, `<`, `<<`, `<<-`, `<<<`, `>&`, `&>`, …
    package var operation: String
    /// The number before it; nil without one.
    package var descriptor: Int?
    /// The file, descriptor, delimiter or text behind it.
    package var target: Argument

    /// Whether it sends the standard output to a file.
    package var takesOutput: Bool {
      (descriptor ?? 1) == 1 && [">", ">>", ">|", "&>", "&>>", "<>"].contains(operation)
    }
  }

  /// The base name of the program.
  package var name: Argument
  package var arguments: [Argument]
  /// The commands in front of it that only start another one, outermost first: `sudo`, `env`, `sh`.
  package var wrappers: [Argument]
  /// Variables set for this command alone, by name: by assignments before it, or by `env`. Each has the value as its text,
  /// and the place of the whole assignment.
  package var assignments: [String: Argument]
  /// Byte range of the whole command in the source file.
  package var source: Range<Int>
  package var redirections: [Redirection]
  package var position: Position
  /// The shell that reads the command, and the options that it has there.
  package var shell: ShellState
  /// Whether the RUN goes on when the command fails, because something like `|| true` follows it.
  package var isFailureIgnored: Bool
  /// The table of the program; nil when there is none.
  let tool: Tool?

  /// Whether an argument is exactly `word`.
  package func has(_ word: String) -> Bool { arguments.contains { $0.text == word } }
}
