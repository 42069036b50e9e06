internal import ArgumentParser

/// What is said of an option that another command has: a word that looks like it would be no help.
enum MisplacedOption {
  private static let start = "Error: Unknown option '"

  /// - Parameter message: what the parser says of the arguments, in lines.
  /// - Returns: the message with its first line exchanged; nil where it is about something else, or no command has the option.
  static func message(for message: String) -> String? {
    guard message.hasPrefix(start) else { return nil }
    let option = String(message.dropFirst(start.count).prefix { $0 != "'" })
    let commands = ImgPolicy.configuration.subcommands.filter { options(of: $0).contains(option) }
      .map { "`imgpolicy \($0.configuration.commandName ?? "")`" }
    guard let last = commands.last else { return nil }
    let names = (commands.count > 1 ? commands.dropLast().joined(separator: ", ") + " and " : "") + last
    let rest = message.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().map(String.init)
    return (["Error: \(option) goes with \(names) alone"] + rest).joined(separator: "\n")
  }

  /// The options that the help of a command shows.
  private static func options(of command: any ParsableCommand.Type) -> Set<String> {
    let lines = ImgPolicy.helpMessage(for: command, columns: 100).split(separator: "\n").map { $0.drop { $0 == " " } }
    let words = lines.filter { $0.hasPrefix("-") }.flatMap { $0.split { $0 == " " || $0 == "," } }
    return Set(words.filter { $0.hasPrefix("-") }.map(String.init))
  }
}
