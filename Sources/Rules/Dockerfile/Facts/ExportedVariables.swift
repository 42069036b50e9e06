internal import Dockerfile

/// A variable that a command gives to all commands behind it.
struct ExportedVariable {
  var name: String
  /// nil where it is not known.
  var value: String?
  var word: ShellCommand.Argument
}

extension ShellCommand {
  /// What `export NAME=value`, and `declare -x` and its like, set.
  var exports: [ExportedVariable] {
    guard ["export", "declare", "typeset"].contains(name.text) else { return [] }
    return arguments.compactMap { word in
      guard let equals = word.text.firstIndex(of: "=") else { return nil }
      let value = word.isKnown ? String(word.text[word.text.index(after: equals)...]) : nil
      return ExportedVariable(name: String(word.text[..<equals]), value: value, word: word)
    }
  }
}

/// What a variable is set to in the course of a RUN.
struct ExportHistory {
  /// The indices of the commands that set it.
  private var commands: [Int] = []
  private var values: [String?] = []

  mutating func add(_ value: String?, at command: Int) {
    commands.append(command)
    values.append(value)
  }

  /// What it stands for when a command starts; nil when nothing has set it, and `.some(nil)` when nobody knows to what.
  func value(at command: Int) -> String?? {
    let count = commands.countNotAfter(command - 1)
    return count > 0 ? .some(values[count - 1]) : nil
  }
}
