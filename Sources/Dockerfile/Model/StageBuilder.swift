internal import Linting

/// Applies the instructions of one stage in order, as BuildKit does when it builds them.
struct StageBuilder {
  var stage: StageDraft
  var faults: [SyntaxFault] = []
  /// ONBUILD instructions, for the stages that are built on this one.
  private var triggers: [Instruction] = []
  /// Whether this stage itself has a CMD: an ENTRYPOINT drops an inherited one.
  private var hasOwnCmd = false
  /// The shell that a comment names for what follows it.
  var hintedShell: String?
  private let globals: Environment
  let source: SourceText
  private let escape: UInt8
  private let isLabs: Bool
  /// The instruction in which a word could not be expanded last.
  private var lastRefused: Instruction?
  /// What the stages of the file may still grow by, handed from one to the next.
  var budget: ExpansionBudget

  init(
    _ stage: StageDraft, on parent: StageBuilder?, globals: Environment, source: SourceText, escape: UInt8,
    isLabs: Bool, inheritsVariables: Bool, hintedShell: String?, budget: ExpansionBudget
  ) {
    self.stage = stage
    self.globals = globals
    self.source = source
    self.escape = escape
    self.isLabs = isLabs
    self.budget = budget
    self.stage.environment.given = globals.given
    self.hintedShell = parent.map(\.hintedShell) ?? hintedShell
    guard let parent else {
      // The builder sets it for every image that has none of its own.
      self.stage.environment.setByBuilder(
        "PATH", to: stage.base == .scratch ? .known(Environment.defaultPath) : .uncertain(Environment.defaultPath))
      if stage.base == .scratch { self.stage.config.workingDirectory = "/" }
      if let facts = stage.baseImage?.facts(for: stage.askedPlatform) { stand(on: facts) }
      return
    }
    self.stage.rootFacts = parent.stage.rootFacts
    self.stage.config = parent.stage.config
    if inheritsVariables {
      self.stage.environment = parent.stage.environment
    } else {
      self.stage.config.forgetVariables()
    }
    runTriggers(parent.triggers)
  }

  private mutating func stand(on facts: BaseImageFacts) {
    inherit(facts)
    stage.config.workingDirectory = stage.config.workdir?.value ?? "/"
    runTriggers(facts.triggers.compactMap { .trigger($0, of: stage.from, at: stage.imageRange) })
  }

  private mutating func runTriggers(_ triggers: [Instruction]) {
    for trigger in triggers.prefix(Self.maximumTriggers) { run(trigger) }
    if triggers.count > Self.maximumTriggers { faults.append(tooManyTriggers(triggers.count)) }
  }

  /// More than any image has; each stage on top runs them all again.
  private static let maximumTriggers = 127

  private func tooManyTriggers(_ count: Int) -> SyntaxFault {
    SyntaxFault(
      "the base has \(count) ONBUILD triggers: an image takes at most \(Self.maximumTriggers) layers",
      at: stage.imageRange)
  }

  /// Runs an ONBUILD instruction of the base. Its faults stand on this stage's FROM.
  private mutating func run(_ trigger: Instruction) {
    let before = faults.count
    faults += instructionFaults(trigger, isLabs: isLabs)
    apply(trigger)
    for index in before..<faults.count { faults[index] = faults[index].moved(from: trigger, toFromOf: stage) }
  }

  /// Reads what a trigger will run or bring, as far as this stage tells it. What fails in it is said where it runs.
  private mutating func readTrigger(_ trigger: Instruction) {
    let before = (faults: faults.count, uses: stage.undefinedVariables.count)
    switch trigger.keyword {
    case .run: stage.triggerRuns.append(readRun(trigger))
    case .copy, .add:
      var copy = readCopy(trigger)
      // Which stage a name means is known where it runs.
      if trigger.flag("from") != nil { copy.from = .unresolved }
      stage.triggerCopies.append(copy)
    default: return
    }
    faults.removeLast(faults.count - before.faults)
    stage.undefinedVariables.removeLast(stage.undefinedVariables.count - before.uses)
  }

  mutating func apply(_ instruction: Instruction) {
    stage.instructions.append(instruction)
    switch instruction.keyword {
    case .arg: defineArguments(instruction)
    case .env: defineEnvironment(instruction)
    case .label: setLabels(instruction)
    case .user: stage.config.user = setting(instruction) ?? stage.config.user
    case .workdir: setWorkdir(instruction)
    case .stopsignal: setStopSignal(instruction)
    case .expose: expose(instruction)
    case .volume: mountVolumes(instruction)
    case .shell:
      hintedShell = nil
      if case .exec(let words) = instruction.arguments, !words.isEmpty { stage.config.shell = words.map(\.text) }
    case .cmd:
      hasOwnCmd = true
      stage.config.cmd = addCommand(instruction)
    case .entrypoint:
      stage.config.entrypoint = addCommand(instruction)
      if !hasOwnCmd { stage.config.cmd = nil }
    case .healthcheck:
      stage.config.healthcheck = healthcheck(instruction)
      stage.healthchecks.append(readCommands(instruction))
    case .copy, .add:
      if instruction.flag("from") != nil { stage.copiesWithFrom.append(stage.copies.count) }
      stage.copies.append(readCopy(instruction))
    case .run:
      let run = readRun(instruction)
      if !run.mounts.isEmpty { stage.runsWithMounts.append(stage.runs.count) }
      stage.runs.append(run)
    case .onbuild:
      triggers += instruction.trigger.filter { $0.keyword?.mayBeTrigger ?? true }
      for trigger in instruction.trigger { readTrigger(trigger) }
    case .from, .maintainer, nil: break
    }
  }

  // MARK: Expansion

  /// A word after expansion; nil, and a fault, when BuildKit would refuse it.
  mutating func expand(_ word: Word, of instruction: Instruction) -> Expansion? {
    do throws(ExpansionFault) {
      let expansion = try stage.environment.expand(word.text, escape: escape, spending: &budget)
      noteUndefined(expansion.uses, of: word, in: instruction)
      return expansion
    } catch {
      let fault = SyntaxFault(error, in: word, of: instruction)
      // A quote that closes in the next word leaves both open.
      if faults.last?.message != fault.message || instruction !== lastRefused { faults.append(fault) }
      lastRefused = instruction
      return nil
    }
  }

  private mutating func noteUndefined(
    _ uses: [Expansion.Use], of word: Word, in instruction: Instruction
  ) {
    // EXPOSE is expanded, but BuildKit does not look at its names.
    guard !uses.isEmpty, instruction.keyword != .expose else { return }
    for use in undefined(uses) {
      stage.undefinedVariables.append(
        UndefinedUse(
          name: use.name, range: word.place(of: use.range), isInHeredoc: false, instruction: instruction))
    }
  }

  /// Of the variables of one text those that nothing defines, each once.
  func undefined(_ uses: [Expansion.Use]) -> [Expansion.Use] {
    var seen: Set<String> = []
    // The closure must not carry the whole builder with it.
    let environment = stage.environment
    return uses.filter { use in
      !use.isSet && !environment.knows(use.name) && !Self.isScanArgument(use.name)
        && seen.insert(use.name).inserted
    }
  }

  private static func isScanArgument(_ name: String) -> Bool {
    name == "BUILDKIT_SBOM_SCAN_CONTEXT" || name == "BUILDKIT_SBOM_SCAN_STAGE"
  }

  mutating func refuse(
    _ message: String, _ word: Word, of instruction: Instruction, kind: SyntaxFault.Kind = .other
  ) {
    faults.append(SyntaxFault(message, at: instruction.text.sourceRange(of: word.range), kind: kind))
  }

  private mutating func setting(_ instruction: Instruction) -> Setting? {
    guard let word = instruction.arguments.words.first else { return nil }
    let expansion = expand(word, of: instruction)
    return Setting(
      value: expansion?.text ?? word.text, isResolved: expansion?.isResolved ?? false, word: word,
      instruction: instruction, stage: stage.index)
  }

  // MARK: Variables

  private mutating func defineArguments(_ instruction: Instruction) {
    for pair in instruction.arguments.pairs {
      let name = pair.name.text
      let previous = stage.environment.value(of: name)
      stage.environment.declare(name)
      // These two speak to the builder alone.
      if Self.isScanArgument(name) { continue }
      if let given = stage.environment.given[name] {
        stage.environment.set(name, to: .known(given))
      } else if let word = pair.value {
        if let expansion = expand(word, of: instruction) { stage.environment.set(name, to: expansion.value) }
      } else if let value = globals.value(of: name) {
        stage.environment.set(name, to: value)
      }
      let value = stage.environment.value(of: name)
      stage.config.arguments[name] = .some(value?.text)
      stage.definitions.append(
        VariableDefinition(
          kind: .argument, name: pair.name, expandedName: name, value: pair.value, instruction: instruction,
          stage: stage.index, previousValue: previous, newValue: value))
    }
  }

  /// All pairs of an ENV see the environment from before it.
  private mutating func defineEnvironment(_ instruction: Instruction) {
    let pairs = instruction.arguments.pairs
    var values: [(name: String, value: VariableValue)] = []
    values.reserveCapacity(pairs.count)
    for pair in pairs {
      let name = expand(pair.name, of: instruction)
      var value: Expansion?
      if let word = pair.value, let name {
        value = expand(word, of: instruction)
        if let value { values.append((name.text, value.value)) }
      }
      stage.definitions.append(
        VariableDefinition(
          kind: .environment, name: pair.name, expandedName: name?.text ?? pair.name.text, value: pair.value,
          instruction: instruction, stage: stage.index,
          previousValue: name.flatMap { stage.environment.value(of: $0.text) }, newValue: value?.value))
    }
    for (name, value) in values {
      stage.environment.set(name, to: value)
      stage.config.environment[name] = value.text
    }
  }

  // MARK: Configuration

  private mutating func setLabels(_ instruction: Instruction) {
    for pair in instruction.arguments.pairs {
      guard let word = pair.value, let name = expand(pair.name, of: instruction),
        let value = expand(word, of: instruction)
      else { continue }
      stage.config.labels[name.text] = value.text
      stage.labels.append(
        LabelDefinition(
          name: pair.name, expandedName: name.value, value: word, expandedValue: value.value, instruction: instruction,
          isTriggered: stage.isTriggered(instruction)))
    }
  }

  private mutating func setWorkdir(_ instruction: Instruction) {
    guard let written = setting(instruction) else { return }
    // That of the base image may change with its next version.
    if stage.config.workdir?.isOfBaseImage ?? true { stage.firstWorkdir = written }
    let (path, isResolved) = directory(written)
    let setting = Setting(
      value: path, isResolved: isResolved, word: written.word, instruction: instruction, stage: stage.index)
    stage.config.workdir = setting
    stage.workdirs.append(setting)
    stage.config.workingDirectory = written.isResolved ? absolutePath(written.value) : nil
  }

  /// The directory that a WORKDIR leads to: a relative one is below the directory before.
  private func directory(_ written: Setting) -> (path: String, isResolved: Bool) {
    if written.value.hasPrefix("/") { return (cleanPath(written.value), written.isResolved) }
    let before = stage.config.workdir
    let base = before?.value ?? "/"
    let isReal = base.utf8.count + written.value.utf8.count < Self.longestPath
    // Where nothing was set, only scratch is known to begin at the root.
    let isResolved = isReal && written.isResolved && before?.isResolved ?? stage.isOnScratch
    return (cleanPath(written.value, in: isReal ? base : "/"), isResolved)
  }

  /// Linux takes no longer path: ten thousand relative steps lead nowhere, and must not be written out again and again.
  private static let longestPath = 4096

  /// A path as seen from the working directory, cleaned; nil when that is unknown.
  func absolutePath(_ path: String) -> String? {
    if path.hasPrefix("/") { return cleanPath(path) }
    guard let directory = stage.config.workingDirectory,
      directory.utf8.count + path.utf8.count < Self.longestPath
    else { return nil }
    return cleanPath(path, in: directory)
  }

  private mutating func setStopSignal(_ instruction: Instruction) {
    guard let setting = setting(instruction) else { return }
    if setting.isResolved, !StopSignal.isValid(setting.value) {
      refuse(
        "“\(setting.value)” is no signal: expected a name such as SIGTERM, or a number", setting.word, of: instruction)
    }
    stage.config.stopSignal = setting
  }

  /// A word may become several ports, or none, by expansion.
  private mutating func expose(_ instruction: Instruction) {
    for word in instruction.arguments.words {
      guard let expansion = expand(word, of: instruction) else { continue }
      for text in expansion.words {
        do throws(PortSpecification.Fault) {
          let port = try PortSpecification(text)
          stage.config.ports[text] = port
          stage.ports.append(ExposedPort(port: port, word: word, instruction: instruction))
        } catch  where expansion.isResolved {
          refuse(error.message, word, of: instruction, kind: error.isOutOfRange ? .portOutOfRange : .other)
        } catch {
          // An uncertain value may be a port when it is known.
        }
      }
    }
  }

  private mutating func mountVolumes(_ instruction: Instruction) {
    for word in instruction.arguments.words {
      let trimmed = Word(text: word.text.trimmingSpace, range: word.range)
      guard let expansion = expand(trimmed, of: instruction) else { continue }
      if expansion.isResolved, expansion.text.isEmpty {
        refuse("VOLUME names an empty path", word, of: instruction)
      } else {
        stage.config.volumes[expansion.text] = ()
        stage.volumes.append(
          Setting(
            value: expansion.text, isResolved: expansion.isResolved, word: word, instruction: instruction,
            stage: stage.index))
      }
    }
  }

  private mutating func addCommand(_ instruction: Instruction) -> StageCommand {
    var command = StageCommand(
      words: instruction.arguments.words.map(\.text), isShellForm: false, hasChosenShell: stage.config.shell != nil,
      instruction: instruction, stage: stage.index)
    if case .shell(let range) = instruction.arguments {
      command.isShellForm = true
      command.words = (stage.config.shell ?? ["/bin/sh", "-c"]) + [instruction.text.string(range)]
    }
    stage.commands.append(command)
    return command
  }

  private func healthcheck(_ instruction: Instruction) -> Healthcheck {
    var test = ["NONE"]
    switch instruction.arguments {
    case .exec(let words): test = ["CMD"] + words.map(\.text)
    case .shell(let range): test = ["CMD-SHELL", instruction.text.string(range)]
    case .words, .pairs: break
    }
    let isNone = instruction.healthcheckType?.text.uppercased() == "NONE"
    return Healthcheck(instruction: instruction, isNone: isNone, test: test, stage: stage.index)
  }
}
