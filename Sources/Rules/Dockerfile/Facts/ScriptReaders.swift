internal import Dockerfile

/// The programs of a RUN that run what others print, computed in one pass over its commands.
struct ScriptReaders {
  private struct Part: Hashable {
    var pipeline: Int
    var part: Int
  }

  private let run: Run
  /// For each part of a pipeline, the index of the first command in it, or in a part behind it, that runs its input.
  private var readers: [Part: Int] = [:]

  init(_ run: Run) {
    self.run = run
    for (index, command) in run.commands.enumerated() where command.runsItsInput { add(index) }
    for (pipeline, entry) in run.pipelines.enumerated() where entry.parts > 1 {
      var next: Int?
      for part in stride(from: entry.parts - 1, through: 0, by: -1) {
        next = readers[Part(pipeline: pipeline, part: part)] ?? next
        readers[Part(pipeline: pipeline, part: part)] = next
      }
    }
  }

  /// The program that runs what a command prints; nil when none does.
  func program(thatRunsOutputOf command: ShellCommand) -> ShellCommand? {
    if let reader = reader(of: command) { return reader }
    guard let fed = run.command(fedBy: command) else { return nil }
    if fed.runs(textAt: command.source) { return fed }
    // `echo "$(curl …)" | sh`, `cat <(curl …) | sh`: what is handed on is what was fetched.
    return fed.printsItsWords ? reader(of: fed) : nil
  }

  /// The program behind the pipe into which a command prints.
  private func reader(of command: ShellCommand) -> ShellCommand? {
    if command.redirections.contains(where: \.takesOutput) { return nil }
    var position = command.position
    while position.isLast {
      guard let outer = pipeline(around: position) else { return nil }
      position = outer
    }
    return readers[Part(pipeline: position.pipeline, part: position.part + 1)].map { run.commands[$0] }
  }

  /// Enters a command that runs its input under each pipe that it may read from.
  private mutating func add(_ index: Int) {
    var position: ShellCommand.Position? = run.commands[index].position
    while let current = position {
      let part = Part(pipeline: current.pipeline, part: current.part)
      // Where one is known, it is known around, too.
      if readers[part] != nil { return }
      readers[part] = index
      position = pipeline(around: current)
    }
  }

  /// The place of what a pipeline stands in; nil at the top, and where another text than the output goes in and out.
  private func pipeline(around position: ShellCommand.Position) -> ShellCommand.Position? {
    guard run.pipelines.indices.contains(position.pipeline), !run.pipelines[position.pipeline].enclosure.isSubstitution
    else { return nil }
    return run.pipelines[position.pipeline].outer
  }
}

extension Run {
  /// The names, without directories, of the files that its commands run, or make programs of: `sh x`, `./x`, `chmod +x x`.
  var startedFiles: Set<String> {
    var names: Set<String> = []
    for command in commands {
      names.insert(command.name.text)
      if command.name.text == "chmod" {
        guard let mode = command.line.operands.first?.text,
          mode.contains("x") || mode.contains(where: { "1357".contains($0) })
        else { continue }
        names.formUnion(command.line.operands.dropFirst().map(\.text.lastComponent))
      } else if command.runsFirstOperand, let script = command.line.operands.first {
        names.insert(script.text.lastComponent)
      }
    }
    return names
  }
}

extension ShellCommand {
  /// Whether it is an interpreter that takes its first operand for the file of a script.
  fileprivate var runsFirstOperand: Bool {
    ["source", "."].contains(name.text) || ((isShell || isInterpreter) && !line.has("-c"))
  }

  /// The programs that run scripts and are no shells of the Bourne family, each with the options whose value is the script
  /// itself: single letters, which may end a cluster such as `-lne`, and whole words.
  private static let interpreters: [String: (letters: String, words: Set<String>)] = [
    "python": ("c", []), "perl": ("eE", []), "ruby": ("e", []), "node": ("ep", ["--eval", "--print"]),
    "php": ("rBRE", ["--run"]), "lua": ("e", []), "pwsh": ("c", ["-Command", "-command", "--command"]),
  ]

  private var isShell: Bool { ShellDialect(rawValue: name.text) != nil }

  private var isInterpreter: Bool { Self.interpreters[program] != nil }

  /// Whether it does nothing but print its words, or the files that they name.
  fileprivate var printsItsWords: Bool { ["echo", "printf", "cat"].contains(name.text) }

  /// Whether the program takes its input for a script.
  var runsItsInput: Bool {
    if isShell {
      let line = line
      // `xargs -0 sh -c` puts its input behind the option.
      if line.has("-c") { return line.operands.isEmpty && wrappers.contains { $0.text == "xargs" } }
      return line.has("-s") || line.operands.first.map(\.isStandardInput) ?? true
    }
    guard isInterpreter else { return false }
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
    // `$(curl …)` alone: the text itself is the command.
    if name.source.contains(place.lowerBound) { return true }
    if let redirection = redirections.first(where: { $0.target.source.contains(place.lowerBound) }) {
      // `bash <<< "$(…)"` gets the text, `bash < <(…)` a file with it.
      let isInput =
        redirection.operation == "<<<" || (redirection.operation == "<" && isProcessSubstitution(redirection.target))
      return isInput && runsItsInput
    }
    if name.text == "eval" { return true }
    guard isShell || isInterpreter || ["source", "."].contains(name.text),
      let index = arguments.firstIndex(where: { $0.source.contains(place.lowerBound) })
    else { return false }
    // `sh -c "$(…)"` and `python -c "$(…)"` run the text itself, `sh <(…)` a file with it; `sh "$(…)"` only names one.
    if isInterpreter, index > 0, takesScript(behind: arguments[index - 1].text) { return true }
    guard line.operands.first == arguments[index] else { return false }
    return isProcessSubstitution(arguments[index]) || (isShell && line.has("-c"))
  }

  /// Whether the word behind an option of an interpreter is the script itself.
  private func takesScript(behind option: String) -> Bool {
    guard let options = Self.interpreters[program], option.hasPrefix("-") else { return false }
    if options.words.contains(option) { return true }
    return !option.hasPrefix("--") && option.last.map(options.letters.contains) ?? false
  }

  private func isProcessSubstitution(_ word: Argument) -> Bool { word.text.hasPrefix("<(") }
}

extension ShellCommand.Argument {
  fileprivate var isStandardInput: Bool { text == "-" || text == "/dev/stdin" || text == "/proc/self/fd/0" }
}
