internal import Linting

/// Applies the instructions of one stage in order, as BuildKit does when it builds them.
struct StageBuilder {
  var stage: StageDraft
  var faults: [SyntaxFault] = []
  /// ONBUILD instructions, for the stages that are built on this one.
  var triggers: [Instruction] = []
  /// Whether this stage itself has a CMD: an ENTRYPOINT drops an inherited one.
  var hasOwnCmd = false
  /// The shell that a comment names for what follows it.
  var hintedShell: String?
  let globals: Environment
  let source: SourceText
  let escape: UInt8
  let isLabs: Bool
  /// The instruction in which a word could not be expanded last.
  var lastRefused: Instruction?
  /// What the stages of the file may still grow by, handed from one to the next.
  var budget: ExpansionBudget

  init(
    _ stage: StageDraft, on parent: StageBuilder?, globals: Environment, source: SourceText, escape: UInt8,
    isLabs: Bool, inheritsVariables: Bool, hintedShell: String?, remainingTriggers: Int,
    budget: ExpansionBudget
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
      let facts = stage.baseImage?.facts(for: stage.askedPlatform)
      self.stage.environment.mayHoldMore = stage.base != .scratch && facts == nil
      if let facts { stand(on: facts) }
      return
    }
    self.stage.rootFacts = parent.stage.rootFacts
    self.stage.config = parent.stage.config
    if inheritsVariables {
      self.stage.environment = parent.stage.environment
    } else {
      self.stage.config.forgetVariables()
      self.stage.environment.mayHoldMore = true
    }
    runTriggers(parent.triggers, atMost: remainingTriggers)
  }

  private mutating func stand(on facts: BaseImageFacts) {
    inherit(facts)
    stage.config.workingDirectory = stage.config.workdir?.value ?? "/"
    runTriggers(facts.triggers.compactMap { .trigger($0, of: stage.from, at: stage.imageRange) })
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
}
