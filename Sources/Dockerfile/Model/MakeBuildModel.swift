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
  private let syntax: DockerfileSyntax
  private let options: BuildOptions
  /// `# syntax=docker/dockerfile:1-labs`, or the build argument in its place.
  private let isLabs: Bool
  private var prologue: [Instruction] = []
  /// Whether one of them was probably meant to be a FROM: what follows it stands where it belongs.
  private var hasMistypedFrom = false
  private var globals: GlobalArguments
  private var builders: [StageBuilder] = []
  /// The latest stage of each name so far, as FROM looks them up.
  private var indexOfName: [String: Int] = [:]
  /// The variables that the FROM at hand uses.
  private var fromVariables: [FromVariable] = []
  private var faults: [SyntaxFault]
  /// The hints on shells that stand below what was read, and the one for the whole file.
  private var shellHints: ArraySlice<BuildOptions.ShellHint>
  private var shellOfFile: String?
  /// How many variables stages inherited so far, each copy counted.
  private var inheritedVariables = 0
  /// How many more triggers of stages below may run.
  private var remainingTriggers = 10_000

  private static let maximumInheritance = 500_000

  init(syntax: DockerfileSyntax, options: BuildOptions) {
    self.syntax = syntax
    self.options = options
    let lastStage = syntax.instructions.last { $0.keyword == .from }?.stageName?.text.lowercased()
    self.globals = GlobalArguments(options, lastStage: lastStage, escape: syntax.directives.escape)
    self.faults = syntax.faults
    self.isLabs = (options.buildArguments["BUILDKIT_SYNTAX"] ?? syntax.directives.syntax)?.contains("labs") ?? false
    self.shellHints = options.shellHints[...]
  }

  private var escape: UInt8 { syntax.directives.escape }

  mutating func make() -> BuildModel {
    for (index, instruction) in syntax.instructions.enumerated() {
      takeShellHints(above: instruction, isFirst: index == 0)
      faults += instructionFaults(instruction, isLabs: isLabs)
      if instruction.keyword == .from {
        beginStage(instruction)
      } else if builders.isEmpty {
        addToPrologue(instruction)
      } else {
        builders[builders.count - 1].apply(instruction)
      }
    }
    // What stands before a FROM that never comes was said already.
    if builders.isEmpty, let last = syntax.instructions.last, prologue.allSatisfy({ $0.keyword == .arg }) {
      faults.append(noStage(last))
    }
    let targetIndex = targetIndex
    let stages = finishStages()
    let checkOptions = readCheckOptions()
    faults += globals.faults + (options.context?.faults ?? [])
    if options.target != nil { forgetFaults(outside: stages.needed(by: targetIndex)) }
    faults.sort { ($0.range.lowerBound, $0.message) < ($1.range.lowerBound, $1.message) }
    return BuildModel(
      syntax: syntax, prologue: prologue, stages: stages, globalDefinitions: globals.definitions,
      globalEnvironment: globals.environment, targetIndex: targetIndex, requestedTarget: options.target,
      checkOptions: checkOptions,
      context: options.context, faults: faults)
  }

  /// What can only be known when all stages are. Drafts are large: they are changed where they stand, and then handed over.
  private mutating func finishStages() -> [Stage] {
    let sources = resolveFileSources()
    for index in builders.indices {
      builders[index].stage.take(sources[index])
      faults += builders[index].faults
    }
    var stages: [Stage] = []
    while let builder = builders.popLast() { stages.append(Stage(builder.stage)) }
    return stages.reversed()
  }

  /// Who names a target builds what it needs, and nothing else can fail then but what the builder refuses at sight.
  private mutating func forgetFaults(outside needed: Set<Int>) {
    faults.removeAll { fault in fault.stage.map { !needed.contains($0) } ?? false }
  }

  private mutating func resolveFileSources() -> [FileSources.Resolved] {
    var sources = FileSources(of: builders, latestIndexOfName: indexOfName, escape: escape)
    let resolved = sources.resolve()
    faults += sources.faults
    return resolved
  }

  private mutating func takeShellHints(above instruction: Instruction, isFirst: Bool) {
    while let hint = shellHints.first, hint.line < instruction.lines.lowerBound {
      shellHints.removeFirst()
      if isFirst {
        shellOfFile = hint.program
      } else if !builders.isEmpty {
        builders[builders.count - 1].hintedShell = hint.program
      }
    }
  }

  private mutating func addToPrologue(_ instruction: Instruction) {
    prologue.append(instruction)
    if instruction.keyword == .arg {
      globals.add(instruction)
    } else if instruction.keyword == nil {
      hasMistypedFrom = hasMistypedFrom || instruction.nearestKeyword == .from
    } else if !hasMistypedFrom {
      faults.append(beforeFrom(instruction))
    }
  }

  private mutating func readCheckOptions() -> CheckOptions {
    let directive = syntax.directives.check
    guard let text = options.buildArguments["BUILDKIT_DOCKERFILE_CHECK"] ?? directive?.value else {
      return CheckOptions()
    }
    do throws(CheckOptions.Fault) {
      return try CheckOptions(text)
    } catch {
      faults.append(SyntaxFault("the check options cannot be read: \(error.message)", at: directive?.range ?? 0..<0))
      return CheckOptions()
    }
  }

  // MARK: Stages

  private mutating func beginStage(_ from: Instruction) {
    let words = from.arguments.words
    fromVariables = []
    let nameWord = from.stageName
    let base = words.first.map { self.base(of: $0, in: from) } ?? .unresolved("")
    let platform = platform(of: from)
    var stage = StageDraft(
      index: builders.count, name: nameWord?.text.lowercased(), from: from, imageWord: words.first, nameWord: nameWord,
      base: base, platform: platform?.text, askedPlatform: asked(platform), baseImage: knownImage(base),
      fromVariables: fromVariables, defaultBaseFault: words.first.flatMap { globals.defaultFault(of: $0) })
    var parent: StageBuilder?
    if case .stage(let index) = stage.base { parent = builders[index] }
    // Each stage has its own copy of what it inherits: a tower of stages must not fill the memory.
    inheritedVariables += parent?.stage.config.variableCount ?? 0
    stage.root = parent?.stage.root ?? stage.base
    // The look-up is done: a stage cannot be its own base.
    if let name = stage.name { indexOfName[name] = stage.index }
    builders.append(
      StageBuilder(
        stage, on: parent, globals: globals.environment, source: syntax.source, escape: escape, isLabs: isLabs,
        inheritsVariables: inheritedVariables <= Self.maximumInheritance, hintedShell: shellOfFile,
        remainingTriggers: remainingTriggers, budget: builders.last?.budget ?? ExpansionBudget()))
    remainingTriggers -= min(remainingTriggers, parent?.triggers.count ?? 0)
  }

  private mutating func base(of word: Word, in from: Instruction) -> Stage.Base {
    guard let expansion = globals.expand(word, in: from) else { return .unresolved(word.text) }
    note(expansion.uses, of: word, in: .image)
    // A stage's name is compared as it is written, with names in lower case. One that is called scratch hides the other.
    if let index = indexOfName[expansion.text] { return .stage(index) }
    if expansion.text == "scratch" { return .scratch }
    if expansion.text.isEmpty {
      faults.append(blankBase(word, at: lostVariable(in: expansion, of: word) ?? word.range, in: from))
      return .unresolved("")
    }
    guard expansion.isResolved || globals.settles(expansion) else { return .unresolved(expansion.text) }
    if let fault = globals.referenceFault(of: expansion.text) {
      let culprit = globals.isReference(word, filling: expansion) ? lostVariable(in: expansion, of: word) : nil
      faults.append(invalidReference(expansion, fault, at: culprit ?? word.range, in: from))
    }
    if !expansion.isResolved, globals.mayBeGiven(expansion.uses) { return .unresolved(expansion.text) }
    return .image(ImageUse(text: expansion.text, range: word.range))
  }

  /// What is known of the image that a stage is built on.
  private func knownImage(_ base: Stage.Base) -> BaseImage? {
    guard !options.bases.isEmpty, case .image(let use) = base, let reference = try? ImageReference.parse(use.text)
    else {
      return nil
    }
    return options.bases[reference.canonical]
  }

  /// The platform that an image is asked for, with the expansion of `--platform` in FROM.
  private func asked(_ platform: Expansion?) -> Platform? {
    guard let platform else { return options.platform }
    return platform.isResolved ? Platform(platform.text) : nil
  }

  private mutating func platform(of from: Instruction) -> Expansion? {
    // One that is written empty is as good as none.
    guard let flag = from.flag("platform"), let value = flag.value, !value.isEmpty else { return nil }
    let word = Word(text: value, range: flag.valueRange)
    guard let expansion = globals.expand(word, in: from) else { return nil }
    note(expansion.uses, of: word, in: .platform)
    if expansion.text.isEmpty {
      let range = lostVariable(in: expansion, of: word) ?? flag.range
      faults.append(SyntaxFault("the platform “\(value)” is empty", at: from.text.sourceRange(of: range)))
    } else if expansion.isResolved, Platform(expansion.text) == nil {
      faults.append(invalidPlatform(expansion.text, flag, in: from))
    }
    return expansion
  }

  private mutating func note(_ uses: [Expansion.Use], of word: Word, in field: FromVariable.Field) {
    fromVariables += uses.map { use in
      FromVariable(
        name: use.name, field: field, range: word.place(of: use.range), isKnown: globals.environment.knows(use.name),
        isBare: use.isBare)
    }
  }

  /// The place of the first variable that nobody declares and that leaves nothing: the reason why a text is too short.
  private func lostVariable(in expansion: Expansion, of word: Word) -> Range<Int>? {
    expansion.uses.first { $0.isBare && !globals.environment.knows($0.name) }.map { word.place(of: $0.range) }
  }

  // MARK: The target

  private var targetIndex: Int? {
    guard let target = options.target else { return builders.indices.last }
    return indexOfName[target.lowercased()]
  }

  // MARK: Messages

  private func place(of instruction: Instruction) -> Range<Int> {
    instruction.text.sourceRange(of: instruction.spelling.range)
  }

  private func noStage(_ last: Instruction) -> SyntaxFault {
    SyntaxFault(
      "the Dockerfile builds nothing: it has no FROM", at: place(of: last),
      help: "Begin a stage with FROM and a base image.", kind: .missingStage)
  }

  private func beforeFrom(_ instruction: Instruction) -> SyntaxFault {
    SyntaxFault(
      "\(instruction.name) stands before the first FROM, where only ARG may", at: place(of: instruction),
      help: "Move it below a FROM.", kind: .instructionBeforeFrom)
  }

  private func blankBase(_ word: Word, at range: Range<Int>, in from: Instruction) -> SyntaxFault {
    SyntaxFault(
      "the base image “\(word.text)” is empty after expansion", at: from.text.sourceRange(of: range),
      help: "Give the variable a default with an ARG before the first FROM, or pass it with --build-arg.")
  }

  private func invalidReference(
    _ expansion: Expansion, _ error: ImageReference.ParseError, at range: Range<Int>, in from: Instruction
  ) -> SyntaxFault {
    let text = expansion.text
    let lower = text.lowercased()
    let guess = lower != text && indexOfName[lower] != nil ? ": did you mean the stage “\(lower)”?" : ""
    let message = "“\(text)” is no image reference (\(error.message))\(guess)"
    let place = from.text.sourceRange(of: range)
    guard let unset = expansion.uses.first(where: { !$0.isSet })?.name else { return SyntaxFault(message, at: place) }
    return SyntaxFault(
      message, at: place,
      help: "\(unset) has no value: give it a default with an ARG before the first FROM, or pass it with --build-arg.")
  }

  private func invalidPlatform(_ text: String, _ flag: Flag, in from: Instruction) -> SyntaxFault {
    SyntaxFault(
      "“\(text)” is no platform: expected os[/architecture[/variant]], such as linux/amd64",
      at: from.text.sourceRange(of: flag.range))
  }
}

extension Instruction {
  /// The name that a FROM gives to its stage, as written; nil without one.
  fileprivate var stageName: Word? {
    let words = arguments.words
    return words.count == 3 && words[1].text.lowercased() == "as" ? words[2] : nil
  }
}
