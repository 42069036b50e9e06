import Dockerfile
import Linting

/// What a parse gave, as text: two parses are equal when their outlines are.
struct Outline {
  private(set) var lines: [String] = []

  init(_ model: BuildModel) {
    lines.append("directives \(model.syntax.directives)")
    for instruction in model.syntax.instructions { add(instruction) }
    lines.append("epilogue \(model.syntax.epilogue)")
    for stage in model.stages { add(stage) }
    lines += model.faults.map { "fault \($0.range) \($0.message)" }
    lines.append("target \(model.targetIndex ?? -1), reached \(model.reachableStages.sorted())")
  }

  private mutating func add(_ instruction: Instruction) {
    lines.append("\(instruction.name) \(instruction.extent) \(instruction.lines) \(instruction.flags)")
    lines.append("  \(instruction.arguments) \(instruction.heredocs) \(instruction.comments)")
    for trigger in instruction.trigger { add(trigger) }
  }

  private mutating func add(_ stage: Stage) {
    lines.append("stage \(stage.index) \(stage.label) \(stage.base) from \(stage.fileSources.sorted())")
    for name in stage.environment.names.sorted() {
      lines.append("  \(name) \(stage.environment.value(of: name).map { "\($0)" } ?? "-")")
    }
    lines.append("  user \(stage.config.user?.value ?? "-")")
    for copy in stage.copies { lines.append("  copy \(copy.from) \(copy.sources)") }
    for command in stage.runs.flatMap(\.commands) {
      lines.append(
        "  \(command.name.text) \(command.arguments) \(command.assignments.mapValues(\.text).sorted { $0.key < $1.key })"
      )
    }
  }
}
