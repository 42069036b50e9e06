/// A command line as its program reads it: subcommands, options with their values, operands.
package struct Invocation: Sendable {
  /// An option. The letters of a cluster are options of their own.
  package struct Option: Sendable {
    /// As written, without its value: `-k`, `--insecure`; for `go` and its like `-tags`.
    package internal(set) var name: String
    /// The value's text, and where it stands: the next word, or the option's own.
    package internal(set) var value: ShellCommand.Argument?
    /// The word in which it stands.
    package internal(set) var argument: ShellCommand.Argument
  }

  /// `pip` and `install` of `uv pip install x`.
  package internal(set) var subcommands: [ShellCommand.Argument] = []
  package internal(set) var options: [Option] = []
  /// Words in front of the subcommand of a package manager whose text is not known: options, most likely.
  package internal(set) var leadingUnknowns: [ShellCommand.Argument] = []
  /// What is neither subcommand nor option nor an option's value.
  package internal(set) var operands: [ShellCommand.Argument] = []

  /// The subcommands with blanks between; empty without one.
  package var subcommand: String { subcommands.count == 1 ? subcommands[0].text : joinedSubcommands(" ") }

  func joinedSubcommands(_ separator: String) -> String { subcommands.map(\.text).joined(separator: separator) }

  /// Whether one of these options is given: `has("-k", "--insecure")`.
  package func has(_ names: String...) -> Bool { options.contains { names.contains($0.name) } }

  /// The last of these options, which is the one that counts; nil when none is given.
  package func option(_ names: String...) -> Option? { options.last { names.contains($0.name) } }

  /// The value of the last of these options; nil when none has one. A value that is not known is as written.
  package func value(of names: String...) -> String? {
    options.last { names.contains($0.name) && $0.value != nil }?.value?.text
  }

  /// The values of these options, in order.
  package func values(of names: String...) -> [String] {
    options.compactMap { names.contains($0.name) ? $0.value?.text : nil }
  }

  /// How often these options are given.
  package func count(of names: String...) -> Int { options.reduce(0) { $0 + (names.contains($1.name) ? 1 : 0) } }

  /// The options of a list that are given.
  func options(in list: WordList) -> [Option] { list.isEmpty ? [] : options.filter { list.contains($0.name) } }

  /// Whether an option of a list is given and not switched off: `--yes=false`.
  func isOn(_ list: WordList) -> Bool {
    options(in: list).last.map { !Self.isFalse($0.value?.text) } ?? false
  }

  /// How configuration files and options say no.
  static func isFalse(_ text: String?) -> Bool {
    guard let text else { return false }
    return ["false", "0", "no", "off", "without", "disable"].contains(text.lowercased())
  }
}

extension ShellCommand {
  /// The command line as its program reads it. For a program without a table, words with a dash are options without
  /// values. It is read at each call: keep it where it is asked more than once.
  package var line: Invocation { Invocation(arguments[...], of: tool) }

  /// The usual name of the program, for all its spellings: `pip` for `pip3.11`, `python` for `python3`.
  package var program: String { tool?.name ?? name.text }
}
