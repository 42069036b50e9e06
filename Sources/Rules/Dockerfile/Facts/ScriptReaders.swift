internal import Dockerfile

/// Who runs what another command prints.
extension Run {
  /// The commands that read what a command prints, directly or through others.
  func downstream(ofCommandAt index: Int) -> [ShellCommand] {
    let readers = readers(ofCommandAt: index)
    guard let first = readers.first?.position else { return [] }
    let later = commands.filter { $0.position.pipeline == first.pipeline && $0.position.part > first.part }
    return readers + later
  }
}

extension ShellCommand {
  private static let interpreters: Set = ["python", "perl", "ruby", "node", "php", "lua", "pwsh"]

  private var isShell: Bool { ShellDialect(rawValue: name.text) != nil }

  /// Whether the program takes its input for a script.
  var runsItsInput: Bool {
    if isShell {
      let line = line
      if line.has("-c") { return false }
      return line.has("-s") || line.operands.first.map(\.isStandardInput) ?? true
    }
    guard Self.interpreters.contains(program) else { return false }
    for word in arguments {
      if word.isStandardInput || word.text == "--" { return true }
      guard word.text.hasPrefix("-") else { return false }
      // The script, or what stands for one, is an option's value: `-c`, `-m`, `-e`, `-lne`.
      if word.text.hasPrefix("--") ? word.text.hasPrefix("--e") : word.text.contains(where: { "cmeprEfF".contains($0) })
      {
        return false
      }
    }
    return true
  }

  /// Whether the program runs the text that is substituted at a place of its command line.
  func runs(textAt place: Range<Int>) -> Bool {
    let isEvaluated = name.text == "eval"
    if redirections.contains(where: { $0.operation == "<<<" && $0.target.source.contains(place.lowerBound) }) {
      return runsItsInput
    }
    guard isShell || isEvaluated || ["source", "."].contains(name.text) || Self.interpreters.contains(program) else {
      return false
    }
    let script = isEvaluated ? arguments : Array(line.operands.prefix(1))
    guard let word = script.first(where: { $0.source.contains(place.lowerBound) }) else { return false }
    // `sh <(…)` is a file, `sh -c "$(…)"` the text itself; `sh "$(…)"` only names one.
    return isEvaluated || isProcessSubstitution(word) || line.has("-c")
  }

  private func isProcessSubstitution(_ word: Argument) -> Bool { word.text.hasPrefix("<(") }
}

extension ShellCommand.Argument {
  fileprivate var isStandardInput: Bool { text == "-" || text == "/dev/stdin" || text == "/proc/self/fd/0" }
}
