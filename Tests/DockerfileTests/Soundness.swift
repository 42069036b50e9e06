import Dockerfile
import Linting

/// What must hold for whatever text is parsed; the faults found, in words.
struct Soundness {
  private let model: BuildModel
  private(set) var faults: [String] = []

  init(_ bytes: [UInt8]) {
    model = BuildModel(source: SourceText(path: "Dockerfile", bytes: bytes))
    checkTiling()
    for instruction in model.syntax.instructions { check(instruction) }
    for fault in model.faults { check(fault.range, "the fault “\(fault.message)”") }
    for stage in model.stages { check(stage) }
    for reader in model.imageReaders { check(reader.use.range, "an image", of: reader.instruction) }
    for definition in model.globalDefinitions { check(definition.name.range, "an ARG", of: definition.instruction) }
    if !model.reachableStages.isSubset(of: model.stages.indices) { faults.append("a stage out of reach is reachable") }
  }

  private var source: SourceText { model.source }

  /// The extents, one behind the other, and the epilogue are the file.
  private mutating func checkTiling() {
    var end = 0
    for instruction in model.syntax.instructions {
      if instruction.extent.lowerBound != end {
        faults.append("\(instruction.name) begins at \(instruction.extent), not at \(end)")
      }
      if instruction.range.isEmpty { faults.append("\(instruction.name) has no bytes") }
      if instruction.range.upperBound != instruction.extent.upperBound || instruction.range.lowerBound < end {
        faults.append(
          "the range \(instruction.range) of \(instruction.name) does not end its extent \(instruction.extent)")
      }
      end = instruction.extent.upperBound
    }
    if model.syntax.epilogue != end..<source.bytes.count { faults.append("the epilogue is \(model.syntax.epilogue)") }
  }

  private mutating func check(_ instruction: Instruction) {
    if instruction.lines.lowerBound < 1 || instruction.lines.upperBound > source.lineStarts.count {
      faults.append("the lines \(instruction.lines) of \(instruction.name)")
    }
    checkWord(instruction.spelling, of: instruction, isWritten: true)
    for flag in instruction.flags {
      check(flag.range, "a flag", of: instruction)
      check(flag.valueRange, "a flag's value", of: instruction)
    }
    var isWritten = true
    if case .exec = instruction.arguments { isWritten = false }
    for word in instruction.arguments.words { checkWord(word, of: instruction, isWritten: isWritten) }
    for pair in instruction.arguments.pairs {
      checkWord(pair.name, of: instruction, isWritten: true)
      if let value = pair.value { checkWord(value, of: instruction, isWritten: true) }
    }
    if case .shell(let range) = instruction.arguments { check(range, "a command line", of: instruction) }
    if let type = instruction.healthcheckType { checkWord(type, of: instruction, isWritten: true) }
    for heredoc in instruction.heredocs { check(heredoc.content, "a heredoc") }
    for comment in instruction.comments where comment.line >= instruction.lines.lowerBound || comment.line < 1 {
      faults.append("a comment of \(instruction.name) stands in line \(comment.line)")
    }
    for trigger in instruction.trigger { check(trigger, of: instruction) }
  }

  /// A trigger shares the text of its ONBUILD, and has no lines of its own.
  private mutating func check(_ trigger: Instruction, of parent: Instruction) {
    for word in [trigger.spelling] + trigger.arguments.words { check(word.range, "a trigger", of: parent) }
  }

  private mutating func check(_ stage: Stage) {
    for run in stage.runs { check(run) }
    for command in stage.runs.flatMap(\.commands) {
      for word in [command.name] + command.arguments + command.wrappers { check(word.source, "the word \(word.text)") }
      check(command.source, "the command \(command.name.text)")
    }
    for definition in stage.definitions { check(definition.name.range, "a variable", of: definition.instruction) }
    if let user = stage.config.user { check(user.word.range, "a user", of: user.instruction) }
    for index in model.dependencies(of: stage) where !model.stages.indices.contains(index) {
      faults.append("stage \(stage.index) depends on \(index)")
    }
    if model.chain(of: stage).count > model.stages.count {
      faults.append("the chain of stage \(stage.index) is too long")
    }
  }

  /// What rules ask of a RUN is computed when they ask: it is asked here for every text.
  private mutating func check(_ run: Run) {
    for (index, command) in run.commands.enumerated() {
      guard run.pipelines.indices.contains(command.position.pipeline) else {
        faults.append("the command \(command.name.text) stands in no pipeline")
        continue
      }
      let parts = run.pipelines[command.position.pipeline].parts
      if command.position.parts != parts || !(0..<parts).contains(command.position.part) {
        faults.append("the command \(command.name.text) is part \(command.position.part) of \(parts)")
      }
      let line = command.line
      for word in line.subcommands + line.operands
        + line.options.flatMap({ [$0.argument] + ($0.value.map { [$0] } ?? []) })
      {
        check(word.source, "the word \(word.text) of a line")
      }
      for redirection in command.redirections { check(redirection.target.source, "a redirection") }
      for package in command.packageOperation?.packages ?? [] { check(package.argument.source, "a package") }
      for reader in run.readers(ofCommandAt: index) { check(reader.source, "a reader") }
      if let fed = run.command(fedBy: command) { check(fed.source, "a fed command") }
    }
    for pipeline in run.pipelines {
      if let outer = pipeline.outer, !run.pipelines.indices.contains(outer.pipeline) {
        faults.append("a pipeline stands in one that is not there")
      }
      if let feeds = pipeline.feeds, !run.commands.indices.contains(feeds) { faults.append("a pipeline feeds nothing") }
    }
    for removal in run.removals where !run.commands.indices.contains(removal.command) {
      faults.append("the removal of \(removal.path) is by no command")
    }
  }

  /// A word as written is what stands at its range.
  private mutating func checkWord(_ word: Word, of instruction: Instruction, isWritten: Bool) {
    check(word.range, "the word \(word.text)", of: instruction)
    if isWritten, instruction.text.string(word.range) != word.text {
      faults.append("“\(word.text)” is written “\(instruction.text.string(word.range))”")
    }
  }

  private mutating func check(_ range: Range<Int>, _ what: String, of instruction: Instruction) {
    guard range.lowerBound >= 0, range.upperBound <= instruction.text.count else {
      faults.append("\(what) of \(instruction.name) is at \(range) of \(instruction.text.count)")
      return
    }
    let written = instruction.text.sourceRange(of: range)
    check(written, "\(what) of \(instruction.name)")
    if written.lowerBound < instruction.range.lowerBound || written.upperBound > instruction.range.upperBound {
      faults.append("\(what) of \(instruction.name) is at \(written), outside \(instruction.range)")
    }
  }

  private mutating func check(_ range: Range<Int>, _ what: String) {
    guard range.lowerBound >= 0, range.upperBound <= source.bytes.count else {
      faults.append("\(what) is at \(range) of \(source.bytes.count) bytes")
      return
    }
    let place = source.place(of: range)
    let isForward = (place.line, place.column) <= (place.endLine, place.endColumn)
    if place.line < 1 || place.column < 1 || place.endLine > source.lineStarts.count || !isForward {
      faults.append("\(what) is at \(place)")
    }
  }
}
