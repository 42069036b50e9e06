internal import Dockerfile
internal import Linting

/// An instruction of a stage that ships, and what it would leave in a history.
struct WrittenStep: Sendable {
  var instruction: Instruction
  /// The stage that runs it.
  var stage: Int
  var traits: StepTraits

  /// The instructions of a stage in order.
  static func all(of stage: Stage, in file: BuildModel) -> [WrittenStep] {
    var copies = stage.copies[...]
    var workdirs = stage.workdirs[...]
    return stage.instructions.map { instruction in
      var step = WrittenStep(
        instruction: instruction, stage: stage.index,
        traits: StepTraits(keyword: instruction.name, texts: texts(of: instruction, in: file)))
      switch instruction.keyword {
      case .copy, .add:
        if let copy = copies.first, copy.instruction === instruction { step.describe(copies.removeFirst()) }
      case .workdir:
        if let setting = workdirs.first, setting.instruction === instruction {
          step.traits.texts += [setting.value, StepTraits.plain(setting.value)]
          workdirs.removeFirst()
        }
      case .env, .label, .arg: step.traits.firstName = instruction.arguments.pairs.first?.name.text
      default: break
      }
      return step
    }
  }

  private mutating func describe(_ copy: Copy) {
    let written = copy.destination.map { [$0.text, copy.expandedDestination, copy.destinationPath] } ?? []
    traits.destinations = written.compactMap { $0.map { StepTraits.plain($0) } }
    traits.sources = zip(copy.sources, copy.sourcePaths).map { StepTraits.plain($1 ?? $0.text) }
  }

  /// The command alone; for a RUN with heredocs also their bodies, alone and behind the command, as BuildKit has them; for one in
  /// exec form also the array, as buildah and kaniko have it.
  private static func texts(of instruction: Instruction, in file: BuildModel) -> [String] {
    let line = line(of: instruction)
    if instruction.keyword == .run, case .exec(let words) = instruction.arguments {
      let array = instruction.text.string(start(of: instruction)..<instruction.text.count)
      return [joined(line), joined(array), "[\(words.map { "\"\($0.text)\"" }.joined(separator: ", "))]"]
    }
    guard !instruction.heredocs.isEmpty else { return [joined(line)] }
    let bodies = instruction.heredocs.map { String(decoding: file.source.bytes[$0.content], as: UTF8.self) }
    let ended = zip(bodies, instruction.heredocs).map { $0 + "\n" + $1.name }
    return [joined(line + "\n" + ended.joined(separator: "\n")), joined(bodies.joined(separator: "\n"))]
  }

  private static func line(of instruction: Instruction) -> String {
    switch instruction.arguments {
    case .shell(let range): instruction.text.string(range)
    case .exec(let words) where instruction.keyword == .run: words.map(\.text).joined(separator: " ")
    default: instruction.text.string(start(of: instruction)..<instruction.text.count)
    }
  }

  /// Behind the keyword. The flags of a HEALTHCHECK are part of what a history shows.
  private static func start(of instruction: Instruction) -> Int { instruction.spelling.range.upperBound }

  private static func joined(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
