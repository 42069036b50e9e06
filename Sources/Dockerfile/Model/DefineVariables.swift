/// ARG and ENV.
extension StageBuilder {
  mutating func defineArguments(_ instruction: Instruction) {
    for pair in instruction.arguments.pairs {
      let name = pair.name.text
      let previous = stage.environment.value(of: name)
      // A default does not see the name that it is for.
      let isGiven = stage.environment.given[name] != nil || Self.isScanArgument(name)
      let expansion = isGiven ? nil : pair.value.flatMap { expand($0, of: instruction) }
      stage.environment.declare(name)
      // These two speak to the builder alone.
      if Self.isScanArgument(name) { continue }
      if let given = stage.environment.given[name] {
        stage.environment.set(name, to: .known(given))
      } else if pair.value != nil {
        if let expansion { stage.environment.set(name, to: expansion.value) }
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
  mutating func defineEnvironment(_ instruction: Instruction) {
    let pairs = instruction.arguments.pairs
    var values: [(name: String, value: VariableValue)] = []
    values.reserveCapacity(pairs.count)
    for pair in pairs {
      let name = expand(pair.name, of: instruction)
      var value: Expansion?
      if let word = pair.value, name != nil {
        value = expand(word, of: instruction)
      }
      let known = value.map(asFarAsKnown)
      if let name, let known { values.append((name.text, known)) }
      stage.definitions.append(
        VariableDefinition(
          kind: .environment, name: pair.name, expandedName: name?.text ?? pair.name.text, value: pair.value,
          instruction: instruction, stage: stage.index,
          previousValue: name.flatMap { stage.environment.value(of: $0.text) }, newValue: known))
    }
    for (name, value) in values {
      stage.environment.set(name, to: value)
      stage.config.environment[name] = value.text
    }
  }

  /// What `${X:-9}` becomes depends on a base image that nobody has read, for it may set X.
  private func asFarAsKnown(_ expansion: Expansion) -> VariableValue {
    let environment = stage.environment
    let dependsOnBase = expansion.uses.contains { use in
      !use.isSet && !use.isBare && environment.mayHoldMore && !environment.knows(use.name)
    }
    return dependsOnBase ? .uncertain(expansion.text) : expansion.value
  }
}
