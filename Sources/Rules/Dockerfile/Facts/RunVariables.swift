internal import Dockerfile
internal import Linting

/// The variables of a file as the commands of a RUN see them: those of ENV, which beat those of ARG, in the stage and the
/// ones below it.
struct RunVariables {
  /// What a variable stands for.
  enum Value {
    case known(String)
    /// It is set, or may be, to something that the file does not tell.
    case unknown
  }

  private struct Definition {
    var stage: Int
    /// Where its instruction starts in the file.
    var offset: Int
    var value: Value
  }

  /// Of one kind of instruction, by name, in the order of the file.
  private typealias Definitions = [String: [Definition]]

  private var environment: Definitions = [:]
  private var arguments: Definitions = [:]
  /// The stage that each stage is built on.
  private let bases: [Int?]

  init(_ file: BuildModel) {
    bases = file.stages.map(\.baseStage)
    for definition in file.stages.flatMap(\.definitions) {
      let entry = Definition(
        stage: definition.stage ?? 0, offset: definition.instruction.range.lowerBound,
        value: Self.value(definition.newValue))
      if definition.kind == .environment {
        environment[definition.expandedName, default: []].append(entry)
      } else {
        arguments[definition.expandedName, default: []].append(entry)
      }
    }
  }

  private static func value(_ value: VariableValue?) -> Value {
    if case .known(let text)? = value { .known(text) } else { .unknown }
  }

  /// What a variable stands for when a call starts; nil when nothing in the file, nor the given base image, sets it.
  func value(of name: String, for call: PackageRun.Call, in run: PackageRun) -> Value? {
    if let value = call.operation.command.assignments[name] { return .known(value) }
    if let value = run.exports[name]?.last(where: { $0.index < call.index }) {
      return value.text.map { .known($0) } ?? .unknown
    }
    if let value = last(of: environment[name], for: run) { return value }
    if let given = run.stage.rootFacts?.environment.last(where: { $0.name == name }) { return .known(given.value) }
    return last(of: arguments[name], for: run)
  }

  /// The last definition in front of a RUN, in its stage or one below.
  private func last(of definitions: [Definition]?, for run: PackageRun) -> Value? {
    let offset = run.run.instruction.range.lowerBound
    return definitions?.last { $0.offset < offset && isBelow($0.stage, run.stage.index) }?.value
  }

  /// Whether a stage is another one, or one that the other is built on.
  private func isBelow(_ lower: Int, _ stage: Int) -> Bool {
    var stage = stage
    // A base stands above the stages on top of it.
    while stage > lower, bases.indices.contains(stage), let base = bases[stage] { stage = base }
    return stage == lower
  }
}
