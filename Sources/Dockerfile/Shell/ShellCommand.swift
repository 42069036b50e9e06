/// A program that a RUN starts, as far as its text shows: name and arguments after expansion, found behind `sudo`,
/// `env`, `timeout` and their like, and inside `sh -c '…'`.
package struct ShellCommand: Sendable {
  /// A word of the command line.
  package struct Argument: Sendable, Hashable {
    /// Quotes removed, known variables replaced; an unknown expansion stays as written.
    package var text: String
    /// Whether `text` is what the program will get.
    package var isKnown: Bool
    /// Byte range in the source file.
    package var source: Range<Int>
  }

  /// The base name of the program.
  package var name: Argument
  package var arguments: [Argument]
  /// The commands in front of it that only start another one, outermost first: `sudo`, `env`, `sh`.
  package var wrappers: [Argument]
  /// Variables set for this command alone: by assignments before it, or by `env`.
  package var assignments: [String: String]
  /// Byte range of the whole command in the source file.
  package var source: Range<Int>

  /// Whether an argument is exactly `word`.
  package func has(_ word: String) -> Bool { arguments.contains { $0.text == word } }

  /// Whether an option is given, alone, with `=value`, or as a letter of a cluster (`-qy`).
  package func hasOption(_ options: String...) -> Bool {
    arguments.contains { argument in
      options.contains { option in
        if option.hasPrefix("--") { return argument.text == option || argument.text.hasPrefix(option + "=") }
        guard let letter = option.dropFirst().first, argument.text.hasPrefix("-"), !argument.text.hasPrefix("--") else {
          return false
        }
        return argument.text.dropFirst().contains(letter)
      }
    }
  }
}
