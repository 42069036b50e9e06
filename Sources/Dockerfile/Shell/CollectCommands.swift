internal import Linting

/// The commands that a RUN starts, in order, those of conditional branches and substitutions included, and the pipelines
/// in which they stand.
///
/// `shell` is the SHELL in effect; the text of a shell that is not of the Bourne family is left alone.
func shellCommands(
  of instruction: Instruction, source: SourceText, shell: [String]?, environment: Environment
) -> (commands: [ShellCommand], pipelines: [CommandPipeline]) {
  var collector = CommandCollector(environment: environment)
  switch instruction.arguments {
  case .exec(let words):
    let line = words.map { word in
      ShellCommand.Argument(text: word.text, isKnown: true, source: instruction.text.sourceRange(of: word.range))
    }
    collector.addExecForm(line)
  case .shell(let range):
    let given = shell.map { ShellState(calling: $0) } ?? .standard
    collector.heredocs = instruction.heredocs.map { heredocText($0, of: source) }
    if let body = wholeScript(of: instruction, range: range, source: source) {
      if let state = shebangShell(of: body, given: given) { collector.addScript(body, in: state) }
    } else if let given {
      collector.addScript(instruction.text, from: range.lowerBound, in: given)
    }
  case .words, .pairs: break
  }
  return (collector.commands, collector.pipelines)
}

/// The part of a path behind its last slash.
func baseName(_ path: String) -> String {
  guard path.utf8.contains(ASCII.slash) else { return path }
  return path.split(separator: "/").last.map(String.init) ?? path
}

private func heredocText(_ heredoc: Heredoc, of source: SourceText) -> LogicalText {
  var text = LogicalText(origin: heredoc.content.lowerBound)
  text.append(heredoc.content, of: source.bytes)
  return text
}

/// The script of a RUN that is nothing but one heredoc; nil for any other RUN.
private func wholeScript(of instruction: Instruction, range: Range<Int>, source: SourceText) -> LogicalText? {
  guard let heredoc = instruction.heredocs.first, instruction.heredocs.count == 1,
    instruction.text.blankSeparatedWords(in: range).withoutHeredocs.isEmpty
  else { return nil }
  return heredocText(heredoc, of: source)
}

/// The shell that runs a heredoc: the one that its first line names, or else the given one; nil for another interpreter.
private func shebangShell(of text: LogicalText, given: ShellState?) -> ShellState? {
  guard text.bytes.starts(with: "#!".utf8) else { return given }
  let line = String(decoding: text.bytes.prefix { $0 != ASCII.newline }.dropFirst(2), as: UTF8.self)
  return ShellState(calling: line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init))
}

/// Walks shell scripts and keeps what is known of their variables and options.
struct CommandCollector {
  var commands: [ShellCommand] = []
  var pipelines: [CommandPipeline] = []
  var environment: Environment
  /// The bodies of the instruction's heredocs, in order; commands take them as they open them.
  var heredocs: [LogicalText] = []
  /// The bodies that stand in the script at hand itself, by the offset of their operator.
  private var inlineBodies: [Int: Range<Int>] = [:]
  var wrappers: [ShellCommand.Argument] = []
  var depth = 0
  var shell = ShellState.standard
  var position = ShellCommand.Position(pipeline: 0, part: 0, parts: 1)
  var isFailureIgnored = false
  private var enclosure = CommandPipeline.Enclosure.run

  static let maximumDepth = 16

  init(environment: Environment) { self.environment = environment }

  /// The words of a JSON array are one command, which no shell reads.
  mutating func addExecForm(_ line: [ShellCommand.Argument]) {
    shell = ShellState(dialect: nil)
    pipelines = [
      CommandPipeline(enclosure: .run, outer: nil, parts: 1, isNegated: false, separator: .end, feeds: nil)
    ]
    addArguments(line, Surroundings(), origin: nil)
  }

  mutating func addScript(_ text: LogicalText, from start: Int = 0, in shell: ShellState) {
    self.shell = shell
    addScript(text, from: start)
  }

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

  // MARK: Lists and pipelines

  /// Adds what stands inside something of a kind.
  mutating func within(_ enclosure: CommandPipeline.Enclosure, _ body: (inout CommandCollector) -> Void) {
    let before = (self.enclosure, position, isFailureIgnored)
    self.enclosure = enclosure
    body(&self)
    (self.enclosure, position, isFailureIgnored) = before
  }

  private mutating func add(_ list: ShellList, of text: LogicalText) {
    let outer = enclosure == .run ? nil : position
    let isInherited = isFailureIgnored
    let rescued = list.rescuedItems
    for (index, item) in list.items.enumerated() {
      let parts = item.pipeline.commands.count
      position = ShellCommand.Position(pipeline: pipelines.count, part: 0, parts: parts)
      isFailureIgnored = isInherited || (rescued.indices.contains(index) && rescued[index])
      pipelines.append(
        CommandPipeline(
          enclosure: enclosure, outer: outer, parts: parts, isNegated: item.pipeline.isNegated,
          separator: item.separator, feeds: nil))
      add(item.pipeline, of: text)
    }
  }

  private mutating func add(_ pipeline: ShellPipeline, of text: LogicalText) {
    // What one command of a pipeline gets from a heredoc, a shell behind it runs: `cat <<EOF | sh`.
    var piped: [LogicalText] = []
    let before = shell
    let start = position
    for (part, command) in pipeline.commands.enumerated() {
      position = start
      position.part = part
      switch command {
      case .simple(let simple): add(simple, of: text, input: &piped)
      case .compound(let compound): add(compound, of: text)
      }
    }
    // Each part of a longer pipeline has a shell of its own.
    if pipeline.commands.count > 1 { shell = before }
  }

  private mutating func add(_ compound: CompoundCommand, of text: LogicalText) {
    for word in compound.words { addSubstitutions(in: word, of: text, as: position) }
    for redirection in compound.redirections { addSubstitutions(in: redirection.target, of: text, as: position) }
    if case .iteration(let variable) = compound.kind { environment.set(variable, to: .uncertain("")) }
    let before = (environment, shell)
    for (index, list) in compound.lists.enumerated() {
      within(compound.enclosure(ofList: index)) { $0.add(list, of: text) }
      // A branch may or may not run; a subshell's variables end with it.
      if case .subshell = compound.kind { environment = before.0 }
    }
    switch compound.kind {
    case .group: break
    case .subshell: shell = before.1
    default:
      environment = before.0.forgetting(changesIn: environment)
      shell = before.1
    }
  }

  // MARK: Simple commands

  private mutating func add(_ simple: SimpleCommand, of text: LogicalText, input: inout [LogicalText]) {
    let own = position
    var surroundings = Surroundings()
    for assignment in simple.assignments {
      addSubstitutions(in: assignment.value, of: text, as: own)
      let value = expandToOne(assignment.value, of: text)
      if simple.words.isEmpty {
        environment.set(assignment.name, to: value.isKnown ? .known(value.text) : .uncertain(value.text))
      }
      surroundings.assignments[assignment.name] = value.text
    }
    let firstPipeline = pipelines.count
    for word in simple.words { addSubstitutions(in: word, of: text, as: own) }
    for redirection in simple.redirections {
      addSubstitutions(in: redirection.target, of: text, as: own)
      surroundings.redirections.append(self.redirection(redirection, of: text))
      if redirection.operation == "<<" || redirection.operation == "<<-" {
        if let body = takeHeredoc(of: redirection, in: text) { input.append(body) }
      }
    }
    let fed = firstPipeline..<pipelines.count
    let index = commands.count
    let origin = Origin(words: simple.words, text: text)
    let arguments = simple.words.flatMap { expand($0, of: text) }
    guard let command = addArguments(arguments, surroundings, origin: origin) else { return }
    for pipeline in fed where pipelines[pipeline].feeds == nil { pipelines[pipeline].feeds = index }
    if command.tool?.dialect != nil, !input.isEmpty {
      for script in input { runScript(of: command, in: command.startedShell) { $0.addScript(script) } }
      input = []
    }
  }

  private func redirection(_ redirection: Redirection, of text: LogicalText) -> ShellCommand.Redirection {
    ShellCommand.Redirection(
      operation: redirection.operation, descriptor: text.descriptor(before: redirection.offset),
      target: expandToOne(redirection.target, of: text))
  }

  /// The body of a heredoc: in the script itself, or behind the instruction's line.
  private mutating func takeHeredoc(of redirection: Redirection, in text: LogicalText) -> LogicalText? {
    if let range = inlineBodies[redirection.offset] { return text.slice(range) }
    return depth > 1 || heredocs.isEmpty ? nil : heredocs.removeFirst()
  }

  private mutating func addSubstitutions(in word: ShellWord, of text: LogicalText, as own: ShellCommand.Position) {
    for part in word.parts {
      switch part.kind {
      case .command(let list): addSubstitution(list, .commandSubstitution, of: text, as: own)
      case .process(let list): addSubstitution(list, .processSubstitution, of: text, as: own)
      case .literal, .parameter, .arithmetic: break
      }
    }
  }

  private mutating func addSubstitution(
    _ list: ShellList, _ kind: CommandPipeline.Enclosure, of text: LogicalText, as own: ShellCommand.Position
  ) {
    let before = (environment, shell)
    position = own
    within(kind) { $0.add(list, of: text) }
    (environment, shell) = before
  }
}

extension CompoundCommand {
  /// What one of its lists stands in.
  fileprivate func enclosure(ofList index: Int) -> CommandPipeline.Enclosure {
    switch kind {
    case .subshell: .subshell
    case .group: .group
    case .conditional: index.isMultiple(of: 2) && index + 1 < lists.count ? .condition : .branch
    case .loop: index == 0 ? .condition : .loop
    case .iteration: .loop
    case .selection: .branch
    case .function: .function
    }
  }
}

extension LogicalText {
  /// The number in front of a redirection's operator: the digits there, when they are a word of their own.
  fileprivate func descriptor(before offset: Int) -> Int? {
    var start = offset
    while start > 0, offset - start < 4, ASCII.isDigit(bytes[start - 1]) { start -= 1 }
    guard start < offset, start == 0 || ShellParser.endsWord(bytes[start - 1]) else { return nil }
    return Int(string(start..<offset))
  }
}
