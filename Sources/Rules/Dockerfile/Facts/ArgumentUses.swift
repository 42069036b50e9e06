internal import Dockerfile

/// Where the arguments of a file are used.
struct ArgumentUses {
  /// The last line, or the last stage, at which something reads variables.
  private struct Last {
    /// By the name that is mentioned.
    var mention: [String: Int] = [:]
    /// A RUN that may read any variable.
    var reader = 0
    /// Any RUN: a well-known tool may read the variables that it knows.
    var run = 0
  }

  /// Names that any instruction mentions, or that a stage declares.
  private var mentioned: Set<String> = []
  /// By stage, in lines.
  private var inStage: [Last] = []
  /// In indices of stages, over those that inherit arguments because another stage is their base.
  private var inDerived = Last()

  init(in file: BuildModel) {
    mentioned = Set(file.stages.flatMap(\.definitions).filter { $0.kind == .argument }.map(\.expandedName))
    let names = mentioned.union(file.globalDefinitions.map(\.expandedName))
    func mentions(_ instruction: Instruction) -> Set<String> {
      VariableMentions.names(in: instruction, of: file.source, among: names)
    }
    for instruction in file.prologue { mentioned.formUnion(mentions(instruction)) }
    for stage in file.stages {
      mentioned.formUnion(mentions(stage.from))
      var last = Last()
      for instruction in stage.instructions {
        for name in mentions(instruction) {
          last.mention[name] = max(last.mention[name] ?? 0, instruction.lines.lowerBound)
        }
      }
      mentioned.formUnion(last.mention.keys)
      for run in stage.runs {
        last.run = max(last.run, run.instruction.lines.lowerBound)
        if EnvironmentReaders.readsAny(run, of: file) {
          last.reader = max(last.reader, run.instruction.lines.lowerBound)
        }
      }
      inStage.append(last)
      if case .stage = stage.base { noteDerived(stage.index, last) }
    }
  }

  private mutating func noteDerived(_ stage: Int, _ last: Last) {
    for name in last.mention.keys { inDerived.mention[name] = stage }
    if last.reader > 0 { inDerived.reader = stage }
    if last.run > 0 { inDerived.run = stage }
  }

  /// Whether an argument in front of the first FROM is mentioned anywhere, or a stage takes it over.
  func isMentioned(_ definition: VariableDefinition) -> Bool { mentioned.contains(definition.expandedName) }

  /// Whether anything behind the definition may use the argument of a stage.
  func isUsed(_ definition: VariableDefinition, in stage: Stage) -> Bool {
    let name = definition.expandedName
    let line = definition.instruction.lines.lowerBound
    let own = inStage[stage.index]
    if own.mention[name].map({ $0 >= line }) ?? false || own.reader > line { return true }
    if inDerived.mention[name].map({ $0 > stage.index }) ?? false || inDerived.reader > stage.index { return true }
    return EnvironmentReaders.isToolVariable(name) && (own.run > line || inDerived.run > stage.index)
  }
}
