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
    var isEnvironment: Bool
    var value: Value
  }

  private let file: BuildModel
  /// In the order of the file.
  private var definitions: [String: [Definition]] = [:]

  init(_ file: BuildModel) {
    self.file = file
    for stage in file.stages {
      for definition in stage.definitions {
        definitions[definition.expandedName, default: []].append(
          Definition(
            stage: stage.index, offset: definition.instruction.range.lowerBound,
            isEnvironment: definition.kind == .environment, value: Self.value(definition.newValue)))
      }
    }
  }

  private static func value(_ value: VariableValue?) -> Value {
    if case .known(let text)? = value { .known(text) } else { .unknown }
  }

  /// What a variable stands for when a call starts; nil when nothing in the file, nor the given base image, sets it.
  func value(of name: String, for call: PackageRun.Call, in run: PackageRun) -> Value? {
    if let value = call.operation.command.assignments[name] { return .known(value) }
    return exported(name, before: call.index, in: run.run) ?? value(of: name, for: run)
  }

  /// `export NAME=value` before the command.
  private func exported(_ name: String, before index: Int, in run: Run) -> Value? {
    for command in run.commands.prefix(index).reversed() where command.name.text == "export" {
      for word in command.arguments.reversed() where word.text.hasPrefix(name + "=") {
        return word.isKnown ? .known(String(word.text.dropFirst(name.utf8.count + 1))) : .unknown
      }
    }
    return nil
  }

  private func value(of name: String, for run: PackageRun) -> Value? {
    let given = run.stage.rootFacts?.environment.last { $0.name == name }.map { Value.known($0.value) }
    guard let definitions = definitions[name] else { return given }
    let stages = Set(file.chain(of: run.stage).map(\.index))
    let seen = definitions.filter {
      stages.contains($0.stage) && $0.offset < run.run.instruction.range.lowerBound
    }
    return (seen.last(where: \.isEnvironment)?.value) ?? given ?? seen.last?.value
  }
}
