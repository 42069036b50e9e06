internal import Dockerfile
internal import Linting

/// The variables of a file as the commands of a RUN see them: those of ENV, which beat those of ARG, in the stage and the
/// ones below it.
final class RunVariables {
  /// What a variable stands for.
  enum Value {
    case known(String)
    /// It is set, or may be, to something that the file does not tell.
    case unknown
  }

  /// What one kind of instruction sets a name to in one stage, in the order of the file.
  private struct Definitions {
    /// Where the instructions start in the file.
    var offsets: [Int] = []
    var values: [Value] = []
  }

  private struct Spot: Hashable {
    var stage: Int
    var name: String
    var kind: VariableDefinition.Kind
  }

  private var definitions: [Spot: Definitions] = [:]
  /// For names that were asked for, the nearest stage, itself or one below, that sets the name, by stage.
  private var nearest: [Spot: [Int?]] = [:]
  /// The stage that each stage is built on.
  private let bases: [Int?]

  init(_ file: BuildModel) {
    bases = file.stages.map(\.baseStage)
    for definition in file.stages.flatMap(\.definitions) {
      let spot = Spot(stage: definition.stage ?? 0, name: definition.expandedName, kind: definition.kind)
      definitions[spot, default: Definitions()].offsets.append(definition.instruction.range.lowerBound)
      definitions[spot, default: Definitions()].values.append(Self.value(definition.newValue))
    }
  }

  private static func value(_ value: VariableValue?) -> Value {
    if case .known(let text)? = value { .known(text) } else { .unknown }
  }

  /// What a variable stands for when a call starts; nil when nothing in the file, nor the given base image, sets it.
  func value(of name: String, for call: PackageCall, in run: PackageRun) -> Value? {
    if let value = call.operation.command.assignments[name] { return .known(value.text) }
    if let exports = run.exports[name], let value = exports.value(at: call.index) {
      return value.map { .known($0) } ?? .unknown
    }
    if let value = last(.environment, name, for: run) { return value }
    if let given = run.stage.rootFacts?.environment.last(where: { $0.name == name }) { return .known(given.value) }
    return last(.argument, name, for: run)
  }

  /// The last definition in front of a RUN, in its stage or one below.
  private func last(_ kind: VariableDefinition.Kind, _ name: String, for run: PackageRun) -> Value? {
    let offset = run.run.instruction.range.lowerBound
    let stages = nearestStages(kind, name)
    var stage = run.stage.index
    // Only the stage of the RUN itself can have definitions behind it.
    while let found = stages.indices.contains(stage) ? stages[stage] : nil {
      if let entry = definitions[Spot(stage: found, name: name, kind: kind)] {
        let count = entry.offsets.countNotAfter(offset - 1)
        if count > 0 { return entry.values[count - 1] }
      }
      guard let base = bases[found] else { return nil }
      stage = base
    }
    return nil
  }

  private func nearestStages(_ kind: VariableDefinition.Kind, _ name: String) -> [Int?] {
    let key = Spot(stage: 0, name: name, kind: kind)
    if let known = nearest[key] { return known }
    var stages: [Int?] = []
    // A base stands above the stages on top of it.
    for (index, base) in bases.enumerated() {
      let isSet = definitions[Spot(stage: index, name: name, kind: kind)] != nil
      stages.append(isSet ? index : base.flatMap { $0 < index ? stages[$0] : nil })
    }
    nearest[key] = stages
    return stages
  }
}
