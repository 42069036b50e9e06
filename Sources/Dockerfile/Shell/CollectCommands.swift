internal import Linting

/// The commands that a RUN starts, in order, those of conditional branches and substitutions included.
///
/// `shell` is the SHELL in effect; the text of a shell that is not of the Bourne family is left alone.
func shellCommands(
  of instruction: Instruction, source: SourceText, shell: [String]?, environment: Environment
) -> [ShellCommand] {
  var collector = CommandCollector(environment: environment)
  switch instruction.arguments {
  case .exec(let words):
    let line = words.map { word in
      ShellCommand.Argument(text: word.text, isKnown: true, source: instruction.text.sourceRange(of: word.range))
    }
    collector.addArguments(line, assignments: [:], origin: nil)
  case .shell(let range):
    if let program = shell?.first, !CommandWrapper.shells.contains(baseName(program)) { return [] }
    collector.heredocs = instruction.heredocs.map { heredocText($0, of: source) }
    guard let heredoc = wholeScript(of: instruction, range: range) else {
      collector.addScript(instruction.text, from: range.lowerBound)
      break
    }
    let body = heredocText(heredoc, of: source)
    // The interpreter of the first line may be no shell at all.
    if let interpreter = ShellInterpreter(shebangOf: body.bytes), !interpreter.isShell { break }
    collector.addScript(body)
  case .words, .pairs: break
  }
  return collector.commands
}

/// The part of a path behind its last slash.
func baseName(_ path: String) -> String {
  guard path.utf8.contains(ASCII.slash) else { return path }
  return path.split(separator: "/").last.map(String.init) ?? path
}

/// Walks shell scripts and keeps what is known of their variables.
private struct CommandCollector {
  var commands: [ShellCommand] = []
  var environment: Environment
  /// The bodies of the instruction's heredocs, in order; commands take them as they open them.
  var heredocs: [LogicalText] = []
  /// The bodies that stand in the script at hand itself, by the offset of their operator.
  private var inlineBodies: [Int: Range<Int>] = [:]
  private var wrappers: [ShellCommand.Argument] = []
  private var depth = 0

  private static let maximumDepth = 16

  init(environment: Environment) { self.environment = environment }

  mutating func addScript(_ text: LogicalText, from start: Int = 0) {
    guard depth < Self.maximumDepth else { return }
    depth += 1
    defer { depth -= 1 }
    let outer = inlineBodies
    let script = parseShell(text.bytes, from: start)
    inlineBodies = script.heredocBodies
    add(script.list, of: text)
    inlineBodies = outer
  }

  private mutating func add(_ list: ShellList, of text: LogicalText) {
    for item in list.items {
      // What one command of a pipeline gets from a heredoc, a shell behind it runs: `cat <<EOF | sh`.
      var piped: [LogicalText] = []
      for command in item.pipeline.commands {
        switch command {
        case .simple(let simple): add(simple, of: text, input: &piped)
        case .compound(let compound): add(compound, of: text)
        }
      }
    }
  }

  private mutating func add(_ compound: CompoundCommand, of text: LogicalText) {
    for word in compound.words { addSubstitutions(in: word, of: text) }
    if case .iteration(let variable) = compound.kind { environment.set(variable, to: .uncertain("")) }
    let before = environment
    for list in compound.lists {
      add(list, of: text)
      // A branch may or may not run; a subshell's variables end with it.
      if case .subshell = compound.kind { environment = before }
    }
    if case .group = compound.kind { return }
    if case .subshell = compound.kind { return }
    environment = before.forgetting(changesIn: environment)
  }

  private mutating func add(_ simple: SimpleCommand, of text: LogicalText, input: inout [LogicalText]) {
    var local: [String: String] = [:]
    for assignment in simple.assignments {
      addSubstitutions(in: assignment.value, of: text)
      let value = expandToOne(assignment.value, of: text)
      if simple.words.isEmpty {
        environment.set(assignment.name, to: value.isKnown ? .known(value.text) : .uncertain(value.text))
      }
      local[assignment.name] = value.text
    }
    for word in simple.words { addSubstitutions(in: word, of: text) }
    for redirection in simple.redirections where redirection.operation == "<<" || redirection.operation == "<<-" {
      if let body = takeHeredoc(of: redirection, in: text) { input.append(body) }
    }
    let origin = Origin(words: simple.words, text: text)
    let arguments = simple.words.flatMap { expand($0, of: text) }
    let program = addArguments(arguments, assignments: local, origin: origin)
    if let program, CommandWrapper.shells.contains(program) {
      for script in input { addScript(script) }
      input = []
    }
  }

  /// The body of a heredoc: in the script itself, or behind the instruction's line.
  private mutating func takeHeredoc(of redirection: Redirection, in text: LogicalText) -> LogicalText? {
    if let range = inlineBodies[redirection.offset] { return text.slice(range) }
    return depth > 1 || heredocs.isEmpty ? nil : heredocs.removeFirst()
  }

  private mutating func addSubstitutions(in word: ShellWord, of text: LogicalText) {
    for part in word.parts {
      switch part.kind {
      case .command(let list), .process(let list):
        let before = environment
        add(list, of: text)
        environment = before
      case .literal, .parameter, .arithmetic: break
      }
    }
  }

  // MARK: Programs behind programs

  /// The words that a command line was written as, for scripts that are one of its arguments.
  struct Origin {
    var words: [ShellWord]
    var text: LogicalText
  }

  /// Adds what a command line runs; the name of the program behind all wrappers.
  @discardableResult
  mutating func addArguments(
    _ line: [ShellCommand.Argument], assignments: [String: String], origin: Origin?
  ) -> String? {
    guard var program = line.first else { return nil }
    let source = program.source.lowerBound..<max(program.source.upperBound, line[line.count - 1].source.upperBound)
    var rest = line.dropFirst()
    var local = assignments
    var passed: [ShellCommand.Argument] = []
    program.text = baseName(program.text)
    while let wrapper = CommandWrapper.all[program.text], !CommandWrapper.isQuery(program.text, rest) {
      guard var inner = skip(wrapper, &rest, &local) else { break }
      passed.append(program)
      inner.text = baseName(inner.text)
      program = inner
    }
    commands.append(
      ShellCommand(
        name: program, arguments: Array(rest), wrappers: wrappers + passed, assignments: local, source: source))
    addInnerScript(program, rest, origin: origin)
    return program.text
  }

  /// Passes a wrapper's options and operands; the word behind them, which is taken off `rest`.
  private func skip(
    _ wrapper: CommandWrapper, _ rest: inout ArraySlice<ShellCommand.Argument>, _ assignments: inout [String: String]
  ) -> ShellCommand.Argument? {
    var line = rest
    while let word = line.first, word.text.hasPrefix("-"), word.text.count > 1 {
      line = line.dropFirst()
      if word.text == "--" { break }
      if wrapper.valueOptions.contains(word.text) { line = line.dropFirst() }
    }
    while wrapper.takesAssignments, let word = line.first, let equals = word.text.firstIndex(of: "="),
      word.text[..<equals].utf8.allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.underscore })
    {
      assignments[String(word.text[..<equals])] = String(word.text[word.text.index(after: equals)...])
      line = line.dropFirst()
    }
    line = line.dropFirst(wrapper.operands)
    guard let inner = line.first else { return nil }
    rest = line.dropFirst()
    return inner
  }

  /// `sh -c SCRIPT`, `su -c SCRIPT` and `eval SCRIPT`.
  private mutating func addInnerScript(
    _ program: ShellCommand.Argument, _ rest: ArraySlice<ShellCommand.Argument>, origin: Origin?
  ) {
    let script: ShellCommand.Argument?
    if program.text == "eval" {
      script = rest.count == 1 ? rest.first : nil
    } else if CommandWrapper.shells.contains(program.text) || program.text == "su" || program.text == "runuser" {
      let option = rest.firstIndex { $0.text.hasPrefix("-") && !$0.text.hasPrefix("--") && $0.text.hasSuffix("c") }
      script = option.flatMap { $0 + 1 < rest.endIndex ? rest[$0 + 1] : nil }
    } else {
      return
    }
    guard let script, script.isKnown, depth < Self.maximumDepth else { return }
    wrappers.append(program)
    addScript(scriptText(script, origin: origin))
    wrappers.removeLast()
  }

  /// An argument as a text of its own, each byte at its place in the file.
  private func scriptText(_ argument: ShellCommand.Argument, origin: Origin?) -> LogicalText {
    var text = LogicalText(origin: argument.source.lowerBound)
    let word = origin?.words.first { origin?.text.sourceRange(of: $0.range) == argument.source }
    guard let origin, let word, word.literal == argument.text else {
      text.append(argument.text.utf8, standingAt: argument.source.lowerBound)
      return text
    }
    for part in word.parts {
      guard case .literal(let piece) = part.kind else { continue }
      for (offset, byte) in piece.utf8.enumerated() {
        text.append(CollectionOfOne(byte), standingAt: origin.text.sourceOffset(of: part.range.lowerBound + offset))
      }
    }
    return text
  }

  // MARK: Expansion

  private func expandToOne(_ word: ShellWord, of text: LogicalText) -> ShellCommand.Argument {
    var result = ""
    var isKnown = true
    for part in word.parts {
      let piece = value(of: part, in: text)
      result += piece.text
      isKnown = isKnown && piece.isKnown
    }
    return ShellCommand.Argument(text: result, isKnown: isKnown, source: text.sourceRange(of: word.range))
  }

  /// The arguments that a word becomes: unquoted variables are split at their blanks.
  private func expand(_ word: ShellWord, of text: LogicalText) -> [ShellCommand.Argument] {
    let source = text.sourceRange(of: word.range)
    if word.parts.count == 1, case .literal(let literal) = word.parts[0].kind {
      return [ShellCommand.Argument(text: literal, isKnown: true, source: source)]
    }
    var fields: [(text: String, isKnown: Bool)] = []
    var current: (text: String, isKnown: Bool)?
    for part in word.parts {
      let piece = value(of: part, in: text)
      var pieces = [Substring(piece.text)]
      if case .parameter = part.kind, !part.isQuoted, piece.isKnown {
        pieces = piece.text.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        if pieces.isEmpty { continue }
      }
      for (index, text) in pieces.enumerated() {
        if index > 0, let field = current {
          fields.append(field)
          current = nil
        }
        current = ((current?.text ?? "") + text, (current?.isKnown ?? true) && piece.isKnown)
      }
    }
    if let current { fields.append(current) }
    return fields.map { ShellCommand.Argument(text: $0.text, isKnown: $0.isKnown, source: source) }
  }

  private func value(of part: ShellWord.Part, in text: LogicalText) -> (text: String, isKnown: Bool) {
    switch part.kind {
    case .literal(let literal): return (literal, true)
    case .parameter(let name, let modifier) where modifier.isEmpty:
      if case .known(let value) = environment.value(of: name) { return (value, true) }
      return (text.string(part.range), false)
    case .parameter, .command, .process, .arithmetic: return (text.string(part.range), false)
    }
  }
}

extension Environment {
  /// This environment, in which every variable that `other` has otherwise is unknown.
  fileprivate func forgetting(changesIn other: Environment) -> Environment {
    if self == other { return self }
    var result = other
    for name in other.names where value(of: name) != other.value(of: name) { result.set(name, to: .uncertain("")) }
    return result
  }
}
