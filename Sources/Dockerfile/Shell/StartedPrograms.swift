/// Programs behind programs: wrappers, scripts that are arguments, commands of `find`.
extension CommandCollector {
  /// The words that a command line was written as, for scripts that are one of its arguments.
  struct Origin {
    var words: [ShellWord]
    var text: LogicalText
  }

  /// What stands around a command line.
  struct Surroundings {
    /// By assignments before the command.
    var assignments: [String: ShellCommand.Argument] = [:]
    var redirections: [ShellCommand.Redirection] = []
  }

  /// Adds what a command line runs; the index of the command behind all wrappers.
  @discardableResult
  mutating func addArguments(
    _ line: consuming [ShellCommand.Argument], _ surroundings: Surroundings, origin: Origin?
  ) -> Int? {
    if line.first.map({ baseName($0.text) }) == "env" { splitStrings(in: &line) }
    guard var program = line.first else { return nil }
    let source = program.source.lowerBound..<max(program.source.upperBound, line[line.count - 1].source.upperBound)
    var rest = line[1...]
    var assignments = surroundings.assignments
    var passed: [ShellCommand.Argument] = []
    program.text = baseName(program.text)
    var tool = Tool.named(program.text)
    while let outer = tool, let wrapper = outer.wrapper {
      guard var inner = skip(wrapper, of: outer, &rest, &assignments) else { break }
      passed.append(program)
      inner.text = baseName(inner.text)
      program = inner
      tool = Tool.named(program.text)
    }
    // The arguments stay where they are: nothing else holds the line then.
    let start = rest.startIndex
    rest = []
    line.removeFirst(start)
    let command = ShellCommand(
      name: program, arguments: line, wrappers: passed.isEmpty ? wrappers : wrappers + passed,
      assignments: assignments, source: source, redirections: surroundings.redirections, position: position,
      shell: shell, isFailureIgnored: isFailureIgnored, tool: tool)
    let index = commands.count
    commands.append(command)
    startPrograms(of: command, origin: origin)
    return index
  }

  /// `env -S 'make all'` is `env make all`.
  private func splitStrings(in line: inout [ShellCommand.Argument]) {
    let option = Invocation.leading(line[1...], of: Self.splitter).line.option("-S", "--split-string")
    guard let option, let value = option.value, value.isKnown,
      let start = line.firstIndex(of: option.argument)
    else { return }
    let isJoined = value.source == option.argument.source
    let words = value.text.split { $0 == " " || $0 == "\t" }.map { word in
      ShellCommand.Argument(text: String(word), isKnown: true, source: value.source)
    }
    line.replaceSubrange(start..<min(start + (isJoined ? 1 : 2), line.count), with: words)
  }

  /// The options of `env` that matter for that.
  private static let splitter = Tool("env", values: "-S --split-string -u --unset -C --chdir")

  /// Passes a wrapper's options and operands; the word behind them, which is taken off `rest`.
  private func skip(
    _ wrapper: CommandWrapper, of tool: Tool, _ rest: inout ArraySlice<ShellCommand.Argument>,
    _ assignments: inout [String: ShellCommand.Argument]
  ) -> ShellCommand.Argument? {
    var (options, line) = Invocation.leading(rest, of: tool)
    if !options.options(in: wrapper.queries).isEmpty { return nil }
    if !wrapper.needs.isEmpty, options.options(in: wrapper.needs).isEmpty { return nil }
    while wrapper.takesAssignments, let word = line.first {
      if let equals = word.text.utf8.firstIndex(of: ASCII.equals), isVariableName(word.text[..<equals]) {
        let value = String(word.text[word.text.utf8.index(after: equals)...])
        assignments[String(word.text[..<equals])] = ShellCommand.Argument(
          text: value, isKnown: word.isKnown, source: word.source)
      } else if word.text != "-" {
        break
      }
      line = line.dropFirst()
    }
    line = line.dropFirst(wrapper.operands)
    if line.first?.text == "--" { line = line.dropFirst() }
    guard let inner = line.first else { return nil }
    rest = line.dropFirst()
    return inner
  }

  private func isVariableName(_ text: Substring) -> Bool {
    text.utf8.allSatisfy(ASCII.isNameByte)
  }

  /// What a command starts beside itself, and what it changes for the commands behind it.
  private mutating func startPrograms(of command: ShellCommand, origin: Origin?) {
    if command.tool?.dialect != nil {
      let line = command.line
      if line.has("-c"), let script = line.operands.first {
        addInnerScript(script, of: command, shell: command.startedShell, origin: origin)
      }
      return
    }
    switch command.name.text {
    case "set": shell.setOptions(command.arguments.lazy.map(\.text))
    case "eval":
      if command.arguments.count == 1 {
        addInnerScript(command.arguments[0], of: command, shell: shell, origin: origin)
      }
    case "su", "runuser":
      guard let script = command.line.option("-c", "--command")?.value else { return }
      addInnerScript(script, of: command, shell: .standard, origin: origin)
    case "find": addExecutions(of: command)
    default: break
    }
  }

  private mutating func addInnerScript(
    _ script: ShellCommand.Argument, of command: ShellCommand, shell: ShellState, origin: Origin?
  ) {
    guard script.isKnown else { return }
    let text = scriptText(script, origin: origin)
    runScript(of: command, in: shell) { $0.addScript(text) }
  }

  /// Adds commands that another one runs in a shell of its own.
  mutating func runScript(
    of command: ShellCommand, in inner: ShellState, _ body: (inout CommandCollector) -> Void
  ) {
    let before = (shell, wrappers)
    wrappers.append(command.name)
    shell = inner
    within(.script) { body(&$0) }
    // `eval` runs in the shell that it stands in.
    if command.name.text != "eval" { shell = before.0 }
    wrappers = before.1
  }

  /// `find … -exec COMMAND ;`, as often as it stands there.
  private mutating func addExecutions(of command: ShellCommand) {
    guard depth < Self.maximumDepth else { return }
    depth += 1
    defer { depth -= 1 }
    var words = command.arguments[...]
    while let start = words.firstIndex(where: { ["-exec", "-execdir", "-ok", "-okdir"].contains($0.text) }) {
      let line = words[(start + 1)...]
      let end = line.firstIndex { $0.text == ";" || $0.text == "+" } ?? line.endIndex
      let before = wrappers
      wrappers.append(command.name)
      addArguments(Array(line[..<end]), Surroundings(assignments: command.assignments), origin: nil)
      wrappers = before
      words = line[end...]
    }
  }

  /// An argument as a text of its own, each byte at its place in the file.
  private func scriptText(_ argument: ShellCommand.Argument, origin: Origin?) -> LogicalText {
    var text = LogicalText(origin: argument.source.lowerBound)
    let word = origin?.words.first { origin?.text.sourceRange(of: $0.range) == argument.source }
    guard let origin, let word, word.literal(in: origin.text.bytes) == argument.text else {
      text.append(argument.text.utf8, standingAt: argument.source.lowerBound)
      return text
    }
    for part in word.parts { text.append(part.range, of: origin.text) }
    return text
  }
}

extension ShellCommand {
  /// The shell that the command itself is.
  var startedShell: ShellState { ShellState(dialect: tool?.dialect, arguments: arguments.lazy.map(\.text)) }
}
