internal import Dockerfile
internal import Linting

extension Finding {
  /// A finding at a part of an instruction, given by offsets into its logical text.
  init(
    _ info: RuleInfo, _ message: String, at range: Range<Int>, of instruction: Instruction, stage: Stage?,
    in file: BuildModel, aliases: [String]? = nil, help: String? = nil
  ) {
    self.init(info, message, at: file.place(of: range, in: instruction), aliases: aliases, help: help)
    self.instruction = InstructionReference(
      keyword: instruction.name, line: instruction.lines.lowerBound, endLine: instruction.lines.upperBound)
    self.stage = stage?.label
  }

  /// A finding about a whole stage, on the image that its FROM names.
  init(_ info: RuleInfo, _ message: String, onFromOf stage: Stage, in file: BuildModel, help: String? = nil) {
    let range = stage.imageWord?.range ?? stage.from.spelling.range
    self.init(info, message, at: range, of: stage.from, stage: stage, in: file, help: help)
  }

  /// A finding at a word of a shell command.
  init(
    _ info: RuleInfo, _ message: String, at argument: ShellCommand.Argument, of run: Run, stage: Stage,
    in file: BuildModel
  ) {
    self.init(info, message, at: file.source.place(of: argument.source))
    self.instruction = InstructionReference(
      keyword: run.instruction.name, line: run.instruction.lines.lowerBound, endLine: run.instruction.lines.upperBound)
    self.stage = stage.label
  }
}
