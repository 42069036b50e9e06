/// Walks shell scripts and keeps what is known of their variables and options.
struct CommandCollector {
  var commands: [ShellCommand] = []
  var pipelines: [CommandPipeline] = []
  /// The source range at which text begins that was not read, because it is nested too deeply; nil when all was.
  private(set) var unread: Range<Int>?
  private var variables: ShellVariables
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

  /// What is left of the budget that it was given.
  var budget: ExpansionBudget { variables.budget }

  private static let usualCommandCount = 4

  init(environment: Environment, budget: ExpansionBudget) {
    self.variables = ShellVariables(inherited: environment, budget: budget)
    commands.reserveCapacity(Self.usualCommandCount)
    pipelines.reserveCapacity(Self.usualCommandCount)
  }

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
    guard depth < Self.maximumDepth else { return leaveUnread(text, at: start) }
    depth += 1
    defer { depth -= 1 }
    let outer = inlineBodies
    let script = parseShell(text.bytes, from: start)
    if let offset = script.unreadOffset { leaveUnread(text, at: offset) }
    inlineBodies = script.heredocBodies
    add(script.list, of: text)
    inlineBodies = outer
  }

  private mutating func leaveUnread(_ text: LogicalText, at offset: Int) {
    unread = unread ?? text.sourceRange(of: offset..<min(offset + 1, text.count))
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
    let rescued = list.rescuedItems(in: text)
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
      if position.parts > 1 { pipelines[position.pipeline].partStarts.append(commands.count) }
      switch command {
      case .simple(let simple): add(simple, of: text, input: &piped)
      case .compound(let compound): add(compound, of: text)
      }
    }
    guard start.parts > 1 else { return }
    pipelines[start.pipeline].partStarts.append(commands.count)
    // Each part of a longer pipeline has a shell of its own.
    shell = before
  }

  private mutating func add(_ compound: CompoundCommand, of text: LogicalText) {
    for word in compound.words { addSubstitutions(in: word, of: text, as: position) }
    for redirection in compound.redirections { addSubstitutions(in: redirection.target, of: text, as: position) }
    if case .iteration(let variable) = compound.kind { variables.set(variable, to: .uncertain("")) }
    let before = (variables.mark, shell)
    for (index, list) in compound.lists.enumerated() {
      within(compound.enclosure(ofList: index)) { $0.add(list, of: text) }
    }
    switch compound.kind {
    case .group, .arithmetic: return
    // A subshell's variables end with it.
    case .subshell: variables.revert(to: before.0)
    // A branch may or may not run.
    case .conditional, .loop, .iteration, .selection, .function: variables.forgetChanges(since: before.0)
    }
    shell = before.1
  }

  // MARK: Simple commands

  private mutating func add(_ simple: SimpleCommand, of text: LogicalText, input: inout [LogicalText]) {
    let own = position
    var surroundings = Surroundings()
    for assignment in simple.assignments {
      addSubstitutions(in: assignment.value, of: text, as: own)
      let value = variables.expandToOne(assignment.value, of: text)
      if simple.words.isEmpty {
        variables.set(assignment.name, to: value.isKnown ? .known(value.text) : .uncertain(value.text))
      }
      surroundings.assignments[assignment.name] = ShellCommand.Argument(
        text: value.text, isKnown: value.isKnown, source: text.sourceRange(of: assignment.range))
    }
    let firstPipeline = pipelines.count
    var line: [ShellCommand.Argument] = []
    line.reserveCapacity(simple.words.count)
    for word in simple.words {
      addSubstitutions(in: word, of: text, as: own)
      variables.expand(word, of: text, into: &line)
    }
    for redirection in simple.redirections {
      addSubstitutions(in: redirection.target, of: text, as: own)
      surroundings.redirections.append(self.redirection(redirection, of: text))
      if redirection.operation == "<<" || redirection.operation == "<<-" {
        if let body = takeHeredoc(of: redirection, in: text) { input.append(body) }
      }
    }
    let fed = firstPipeline..<pipelines.count
    let origin = Origin(words: simple.words, text: text)
    guard let index = addArguments(consume line, surroundings, origin: origin) else { return }
    for pipeline in fed where pipelines[pipeline].feeds == nil { pipelines[pipeline].feeds = index }
    if !input.isEmpty, commands[index].tool?.dialect != nil {
      let command = commands[index]
      for script in input { runScript(of: command, in: command.startedShell) { $0.addScript(script) } }
      input = []
    }
  }

  private mutating func redirection(_ redirection: Redirection, of text: LogicalText) -> ShellCommand.Redirection {
    ShellCommand.Redirection(
      operation: redirection.operation, descriptor: text.descriptor(before: redirection.offset),
      target: variables.expandToOne(redirection.target, of: text))
  }

  /// The body of a heredoc: in the script itself, or behind the instruction's line.
  private mutating func takeHeredoc(of redirection: Redirection, in text: LogicalText) -> LogicalText? {
    if let range = inlineBodies[redirection.offset] { return text.slice(range) }
    return depth > 1 || heredocs.isEmpty ? nil : heredocs.removeFirst()
  }

  private mutating func addSubstitutions(in word: ShellWord, of text: LogicalText, as own: ShellCommand.Position) {
    if word.literalRange != nil { return }
    for part in word.parts {
      switch part.kind {
      case .command(let list): addSubstitution(list, .commandSubstitution, of: text, as: own)
      case .process(let list): addSubstitution(list, .processSubstitution, of: text, as: own)
      case .parameter(_, _, let lists), .arithmetic(let lists), .array(let lists):
        for list in lists { addSubstitution(list, .commandSubstitution, of: text, as: own) }
      case .literal: break
      }
    }
  }

  private mutating func addSubstitution(
    _ list: ShellList, _ kind: CommandPipeline.Enclosure, of text: LogicalText, as own: ShellCommand.Position
  ) {
    let before = (variables.mark, shell)
    position = own
    within(kind) { $0.add(list, of: text) }
    variables.revert(to: before.0)
    shell = before.1
  }
}

extension CompoundCommand {
  /// What one of its lists stands in.
  fileprivate func enclosure(ofList index: Int) -> CommandPipeline.Enclosure {
    switch kind {
    case .subshell: .subshell
    case .group, .arithmetic: .group
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
