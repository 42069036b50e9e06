internal import Dockerfile

/// A name that ARG or ENV defines where it is written, or that one behind ONBUILD will define.
struct WrittenDefinition {
  var kind: VariableDefinition.Kind
  /// As written.
  var name: Word
  var expandedName: String
  /// As written; nil without one.
  var value: Word?
  /// The value after expansion, as far as it is known; nil without one.
  var expandedValue: String?
  var instruction: Instruction
  /// nil before the first FROM.
  var stage: Stage?
  var isTrigger = false
}

extension BuildModel {
  /// What ARG and ENV define, each where it is written, once.
  var writtenDefinitions: [WrittenDefinition] {
    globalDefinitions.map { WrittenDefinition($0, of: nil) }
      + stages.flatMap { stage in
        stage.definitions.filter { stage.holds($0.instruction) }.map { WrittenDefinition($0, of: stage) }
          + stage.ownInstructions.flatMap(\.trigger).flatMap { triggered($0, of: stage) }
      }
  }

  /// The first stage that runs a trigger with definitions, by the trigger; none where no stage of the file does.
  var triggerRunners: [ObjectIdentifier: Stage] {
    var runners: [ObjectIdentifier: Stage] = [:]
    for stage in stages {
      for definition in stage.definitions where stage.isTriggered(definition.instruction) {
        let trigger = ObjectIdentifier(definition.instruction)
        if runners[trigger] == nil { runners[trigger] = stage }
      }
    }
    return runners
  }

  private func triggered(_ trigger: Instruction, of stage: Stage) -> [WrittenDefinition] {
    guard trigger.keyword == .arg || trigger.keyword == .env else { return [] }
    return trigger.arguments.pairs.map { pair in
      WrittenDefinition(
        kind: trigger.keyword == .arg ? .argument : .environment, name: pair.name, expandedName: pair.name.text,
        value: pair.value, expandedValue: pair.value.map { literal($0) ?? $0.text }, instruction: trigger, stage: stage,
        isTrigger: true)
    }
  }
}

extension WrittenDefinition {
  fileprivate init(_ definition: VariableDefinition, of stage: Stage?) {
    kind = definition.kind
    name = definition.name
    expandedName = definition.expandedName
    value = definition.value
    if definition.value != nil { expandedValue = definition.newValue?.text }
    instruction = definition.instruction
    self.stage = stage
  }
}
