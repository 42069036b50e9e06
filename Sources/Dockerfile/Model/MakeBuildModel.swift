package import Linting

extension BuildModel {
  /// Reads a Dockerfile's text and works out what it builds.
  package init(source: SourceText, options: BuildOptions = BuildOptions()) {
    self.init(syntax: parseDockerfile(source), options: options)
  }

  package init(syntax: DockerfileSyntax, options: BuildOptions = BuildOptions()) {
    var maker = ModelMaker(syntax: syntax, options: options)
    self = maker.make()
  }
}

/// Walks the instructions once, in order, and collects the stages.
private struct ModelMaker {
  let syntax: DockerfileSyntax
  let options: BuildOptions
  private var prologue: [Instruction] = []
  private var globals = Environment.automatic
  private var globalDefinitions: [VariableDefinition] = []
  private var stages: [Stage] = []
  /// The latest stage of each name, as FROM looks them up.
  private var indexOfName: [String: Int] = [:]
  private var faults: [SyntaxFault]

  init(syntax: DockerfileSyntax, options: BuildOptions) {
    self.syntax = syntax
    self.options = options
    self.faults = syntax.faults
  }

  private var escape: UInt8 { syntax.directives.escape }

  mutating func make() -> BuildModel {
    for instruction in syntax.instructions {
      faults += instructionFaults(instruction, escape: escape)
      if instruction.keyword == .from {
        beginStage(instruction)
      } else if stages.isEmpty {
        addToPrologue(instruction)
      } else {
        add(instruction, to: &stages[stages.count - 1])
      }
    }
    resolveFileSources()
    if stages.isEmpty, let last = syntax.instructions.last { faults.append(noStage(last)) }
    faults.sort { ($0.range.lowerBound, $0.message) < ($1.range.lowerBound, $1.message) }
    return BuildModel(
      syntax: syntax, prologue: prologue, stages: stages, globalDefinitions: globalDefinitions,
      targetIndex: targetIndex, faults: faults)
  }

  private var targetIndex: Int? {
    guard let target = options.target else { return stages.indices.last }
    return indexOfName[target.lowercased()] ?? Int(target).flatMap { stages.indices.contains($0) ? $0 : nil }
  }

  // MARK: Before the first FROM

  private mutating func addToPrologue(_ instruction: Instruction) {
    prologue.append(instruction)
    guard instruction.keyword == .arg else {
      if instruction.keyword != nil { faults.append(beforeFrom(instruction)) }
      return
    }
    for pair in instruction.arguments.pairs {
      globalDefinitions.append(
        VariableDefinition(kind: .argument, name: pair.name, value: pair.value, instruction: instruction, stage: nil))
      defineArgument(pair, in: &globals, inherited: nil)
    }
  }

  /// A value given by `--build-arg` beats the default; without either, an ARG of a stage takes the global value.
  private func defineArgument(_ pair: Pair, in environment: inout Environment, inherited: Environment?) {
    let name = pair.name.text
    environment.declare(name)
    if let given = options.buildArguments[name] {
      environment.set(name, to: .known(given))
    } else if let value = pair.value {
      environment.set(name, to: expanded(value.text, in: environment))
    } else if let value = inherited?.value(of: name) {
      environment.set(name, to: value)
    }
  }

  private func expanded(_ text: String, in environment: Environment) -> VariableValue {
    guard let expansion = environment.expand(text, escape: escape), expansion.isResolved else { return .unknown }
    return .known(expansion.text)
  }

  // MARK: Stages

  private mutating func beginStage(_ from: Instruction) {
    let words = from.arguments.words
    let isNamed = words.count == 3 && words[1].text.lowercased() == "as"
    let nameWord = isNamed ? words[2] : nil
    let base: Stage.Base = words.first.map { self.base(of: $0) } ?? .unresolved
    var stage = Stage(
      index: stages.count, name: nameWord?.text.lowercased(), from: from, imageWord: words.first, nameWord: nameWord,
      base: base)
    if case .stage(let parent) = base {
      stage.environment = stages[parent].environment
      stage.shell = stages[parent].shell
    }
    stages.append(stage)
    // Behind the look-up: a stage cannot be its own base.
    if let name = stage.name { indexOfName[name] = stage.index }
  }

  private func base(of word: Word) -> Stage.Base {
    guard let expansion = globals.expand(word.text, escape: escape), expansion.isResolved else { return .unresolved }
    if expansion.text == "scratch" { return .scratch }
    if let index = indexOfName[expansion.text] { return .stage(index) }
    return .image(ImageUse(text: expansion.text, range: word.range))
  }

  private func add(_ instruction: Instruction, to stage: inout Stage) {
    stage.instructions.append(instruction)
    switch instruction.keyword {
    case .arg: define(instruction, .argument, in: &stage)
    case .env: define(instruction, .environment, in: &stage)
    case .user: stage.user = setting(instruction, in: stage) ?? stage.user
    case .healthcheck:
      let isNone = instruction.healthcheckType?.text.uppercased() == "NONE"
      stage.healthcheck = Healthcheck(instruction: instruction, isNone: isNone, stage: stage.index)
    case .copy, .add: stage.copies.append(copy(instruction))
    case .run:
      let commands = shellCommands(
        of: instruction, source: syntax.source, shell: stage.shell, environment: stage.environment)
      stage.runs.append(Run(instruction: instruction, mounts: [], commands: commands))
    case .shell:
      if case .exec(let words) = instruction.arguments, !words.isEmpty { stage.shell = words.map(\.text) }
    default: break
    }
  }

  private func define(_ instruction: Instruction, _ kind: VariableDefinition.Kind, in stage: inout Stage) {
    // All pairs of an ENV see the environment from before it; those of an ARG see each other.
    let before = stage.environment
    for pair in instruction.arguments.pairs {
      stage.definitions.append(
        VariableDefinition(
          kind: kind, name: pair.name, value: pair.value, instruction: instruction, stage: stage.index))
      if kind == .argument {
        defineArgument(pair, in: &stage.environment, inherited: globals)
      } else if let value = pair.value, let name = before.expand(pair.name.text, escape: escape), name.isResolved {
        stage.environment.set(name.text, to: expanded(value.text, in: before))
      }
    }
  }

  private func setting(_ instruction: Instruction, in stage: Stage) -> Setting? {
    guard let word = instruction.arguments.words.first else { return nil }
    let expansion = stage.environment.expand(word.text, escape: escape)
    return Setting(
      value: expansion?.text ?? word.text, isResolved: expansion?.isResolved ?? false, word: word,
      instruction: instruction, stage: stage.index)
  }

  // MARK: Where files come from

  private func copy(_ instruction: Instruction) -> Copy {
    let words = instruction.arguments.words
    return Copy(
      instruction: instruction, from: .context, sources: words.dropLast(),
      destination: words.count > 1 ? words.last : nil)
  }

  /// COPY --from and mounts may name any stage of the file, so they are resolved when all are known.
  private mutating func resolveFileSources() {
    for stage in stages.indices {
      for copy in stages[stage].copies.indices {
        let instruction = stages[stage].copies[copy].instruction
        guard let flag = instruction.flag("from"), let value = flag.value else { continue }
        stages[stage].copies[copy].from = source(named: value, range: flag.valueRange, acceptsIndex: true)
      }
      for run in stages[stage].runs.indices {
        let flags = stages[stage].runs[run].instruction.flags.filter { $0.name == "mount" }
        stages[stage].runs[run].mounts = flags.compactMap { mountSource(of: $0) }
      }
    }
  }

  private func mountSource(of flag: Flag) -> FileSource? {
    for field in (flag.value ?? "").split(separator: ",") where field.lowercased().hasPrefix("from=") {
      return source(named: String(field.dropFirst(5)), range: flag.range, acceptsIndex: false)
    }
    return nil
  }

  private func source(named name: String, range: Range<Int>, acceptsIndex: Bool) -> FileSource {
    if name.utf8.contains(ASCII.dollar) { return .unresolved }
    if acceptsIndex, let index = Int(name) { return stages.indices.contains(index) ? .stage(index) : .unresolved }
    if let index = indexOfName[name.lowercased()] { return .stage(index) }
    return .image(ImageUse(text: name, range: range))
  }

  // MARK: Messages

  private func noStage(_ last: Instruction) -> SyntaxFault {
    SyntaxFault(
      "the Dockerfile builds nothing: it has no FROM", at: last.text.sourceRange(of: last.spelling.range),
      help: "Begin a stage with FROM and a base image.")
  }

  private func beforeFrom(_ instruction: Instruction) -> SyntaxFault {
    SyntaxFault(
      "\(instruction.name) stands before the first FROM, where only ARG may",
      at: instruction.text.sourceRange(of: instruction.spelling.range), help: "Move it below a FROM.")
  }
}
