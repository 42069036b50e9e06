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
    return run.command(fedBy: command).flatMap { $0.runs(textAt: command.source) ? $0 : nil }
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
    // `$(curl …)` alone: the text itself is the command.
    if name.source.contains(place.lowerBound) { return true }
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
