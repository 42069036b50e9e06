internal import Linting

/// Applies the instructions of one stage in order, as BuildKit does when it builds them.
struct StageBuilder {
  var stage: StageDraft
  var faults: [SyntaxFault] = []
  /// ONBUILD instructions, for the stages that are built on this one.
  private var triggers: [Instruction] = []
  /// Whether this stage itself has a CMD: an ENTRYPOINT drops an inherited one.
  private var hasOwnCmd = false
  private let globals: Environment
  let source: SourceText
  private let escape: UInt8
  private let isLabs: Bool

  init(
    _ stage: StageDraft, on parent: StageBuilder?, globals: Environment, source: SourceText, escape: UInt8,
    isLabs: Bool,
    inheritsVariables: Bool
  ) {
    self.stage = stage
    self.globals = globals
    self.source = source
    self.escape = escape
    self.isLabs = isLabs
    self.stage.environment.given = globals.given
    guard let parent else { return }
    self.stage.config = parent.stage.config
    if inheritsVariables {
      self.stage.environment = parent.stage.environment
    } else {
      self.stage.config.forgetVariables()
    }
    for trigger in parent.triggers.prefix(Self.maximumTriggers) { run(trigger) }
    if parent.triggers.count > Self.maximumTriggers { faults.append(tooManyTriggers(parent.triggers.count)) }
  }

  /// More than any image has; each stage on top runs them all again.
  private static let maximumTriggers = 127

  private func tooManyTriggers(_ count: Int) -> SyntaxFault {
    SyntaxFault(
      "the base stage has \(count) ONBUILD triggers: an image takes at most \(Self.maximumTriggers) layers",
      at: stage.from.text.sourceRange(of: stage.imageWord?.range ?? stage.from.spelling.range))
  }

  /// Runs an ONBUILD instruction of the parent. Its faults stand on this stage's FROM.
  private mutating func run(_ trigger: Instruction) {
    let before = faults.count
    faults += instructionFaults(trigger, isLabs: isLabs)
    apply(trigger)
    let place = stage.from.text.sourceRange(of: stage.imageWord?.range ?? stage.from.spelling.range)
    for index in before..<faults.count {
      faults[index].message =
        "a trigger of the base stage (ONBUILD \(trigger.name)) fails here: \(faults[index].message)"
      faults[index].range = place
    }
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
      if case .exec(let words) = instruction.arguments, !words.isEmpty { stage.config.shell = words.map(\.text) }
    case .cmd:
      hasOwnCmd = true
      stage.config.cmd = addCommand(instruction)
    case .entrypoint:
      stage.config.entrypoint = addCommand(instruction)
      if !hasOwnCmd { stage.config.cmd = nil }
    case .healthcheck: stage.config.healthcheck = healthcheck(instruction)
    case .copy, .add: addCopy(instruction)
    case .run: addRun(instruction)
    case .onbuild: triggers += instruction.trigger.filter { $0.keyword?.mayBeTrigger ?? true }
    case .from, .maintainer, nil: break
    }
  }

  // MARK: Expansion

  /// A word after expansion; nil, and a fault, when BuildKit would refuse it.
  mutating func expand(_ word: Word, of instruction: Instruction) -> Expansion? {
    do throws(ExpansionFault) {
      let expansion = try stage.environment.expand(word.text, escape: escape)
      noteUndefined(expansion.uses, of: word, in: instruction)
      return expansion
    } catch {
      faults.append(SyntaxFault(error, in: word, of: instruction))
      return nil
    }
  }

  private mutating func noteUndefined(
    _ uses: [Expansion.Use], of word: Word, in instruction: Instruction
  ) {
    // EXPOSE is expanded, but BuildKit does not look at its names.
    guard instruction.keyword != .expose else { return }
    for use in uses where !stage.environment.knows(use.name) && !Self.isExempt(use.name) {
      stage.undefinedVariables.append(
        UndefinedUse(
          name: use.name, range: word.place(of: use.range), isInHeredoc: false, instruction: instruction))
    }
  }

  static func isExempt(_ name: String) -> Bool { name == "PATH" || name.hasPrefix("BUILDKIT_SBOM_SCAN_") }

  mutating func refuse(_ message: String, _ word: Word, of instruction: Instruction) {
    faults.append(SyntaxFault(message, at: instruction.text.sourceRange(of: word.range)))
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
      define(pair, named: name, .argument, by: instruction)
      stage.environment.declare(name)
      if let given = stage.environment.given[name] {
        stage.environment.set(name, to: .known(given))
      } else if let word = pair.value {
        if let expansion = expand(word, of: instruction) { stage.environment.set(name, to: expansion.value) }
      } else if let value = globals.value(of: name) {
        stage.environment.set(name, to: value)
      }
      stage.config.arguments[name] = .some(stage.environment.value(of: name)?.text)
    }
  }

  /// All pairs of an ENV see the environment from before it.
  private mutating func defineEnvironment(_ instruction: Instruction) {
    var values: [(name: String, value: Expansion)] = []
    for pair in instruction.arguments.pairs {
      let name = expand(pair.name, of: instruction)
      define(pair, named: name?.text ?? pair.name.text, .environment, by: instruction)
      guard let word = pair.value, let name, let value = expand(word, of: instruction) else { continue }
      values.append((name.text, value))
    }
    for (name, value) in values {
      stage.environment.set(name, to: value.value)
      stage.config.environment[name] = value.text
    }
  }

  private mutating func define(
    _ pair: Pair, named name: String, _ kind: VariableDefinition.Kind, by instruction: Instruction
  ) {
    stage.definitions.append(
      VariableDefinition(
        kind: kind, name: pair.name, expandedName: name, value: pair.value, instruction: instruction, stage: stage.index
      ))
  }

  // MARK: Configuration

  private mutating func setLabels(_ instruction: Instruction) {
    for pair in instruction.arguments.pairs {
      guard let word = pair.value, let name = expand(pair.name, of: instruction),
        let value = expand(word, of: instruction)
      else { continue }
      stage.config.labels[name.text] = value.text
    }
  }

  /// A relative directory is one below the directory before.
  private mutating func setWorkdir(_ instruction: Instruction) {
    guard var setting = setting(instruction) else { return }
    if stage.config.workdir == nil { stage.firstWorkdir = setting }
    if !setting.value.hasPrefix("/") { setting.value = (stage.config.workdir?.value ?? "") + "/" + setting.value }
    setting.value = cleanPath(setting.value)
    stage.config.workdir = setting
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
          refuse(error.message, word, of: instruction)
        } catch {
          // An uncertain value may be a port when it is known.
        }
      }
    }
  }

  private mutating func mountVolumes(_ instruction: Instruction) {
    for word in instruction.arguments.words {
      guard let expansion = expand(word, of: instruction) else { continue }
      if expansion.isResolved, expansion.text.allSatisfy({ $0 == " " || $0 == "\t" }) {
        refuse("VOLUME names an empty path", word, of: instruction)
      } else {
        stage.config.volumes[expansion.text] = ()
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
