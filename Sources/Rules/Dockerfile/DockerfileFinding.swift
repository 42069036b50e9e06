internal import Dockerfile
internal import Linting

extension Finding {
  /// A finding at a part of an instruction, given by offsets into its logical text.
  ///
  /// `stage` is the one that runs the instruction. A trigger of ONBUILD stands in another: then the finding is of the stage
  /// where it stands, and a note names the one that runs it.
  init(
    _ info: RuleInfo, _ message: String, at range: Range<Int>, of instruction: Instruction, stage: Stage?,
    in file: BuildModel, aliases: [String]? = nil, help: String? = nil
  ) {
    self.init(info, message, at: file.place(of: range, in: instruction), aliases: aliases, help: help)
    stand(in: instruction, of: stage, file)
  }

  /// A finding about a whole stage, on the image that its FROM names.
  init(
    _ info: RuleInfo, _ message: String, onFromOf stage: Stage, in file: BuildModel, aliases: [String]? = nil,
    help: String? = nil
  ) {
    let range = stage.imageWord?.range ?? stage.from.spelling.range
    self.init(info, message, at: range, of: stage.from, stage: stage, in: file, aliases: aliases, help: help)
  }

  /// A finding at a word of a shell command.
  init(
    _ info: RuleInfo, _ message: String, at argument: ShellCommand.Argument, of run: Run, stage: Stage,
    in file: BuildModel
  ) {
    self.init(info, message, at: file.source.place(of: argument.source))
    stand(in: run.instruction, of: stage, file)
  }

  private mutating func stand(in instruction: Instruction, of stage: Stage?, _ file: BuildModel) {
    self.instruction = InstructionReference(
      keyword: instruction.name, line: instruction.lines.lowerBound, endLine: instruction.lines.upperBound)
    self.stage = stage?.label
    guard let stage, instruction !== stage.from, stage.isTriggered(instruction) else { return }
    if stage.isOfBaseImage(instruction) {
      notes.append(Note("it is a trigger of the base image: ONBUILD \(instruction.text.visibleStart)"))
      return
    }
    let from = file.syntax.place(of: stage.from)
    foreignTelling = [onFrom(of: stage, in: file)]
    notes.append(Note("it runs in \(stage.title), which is built on it", place: from))
    self.stage = file.stages.last { $0.from.range.lowerBound < instruction.range.lowerBound }?.label
  }
}

extension Finding {
  /// The finding of a trigger where BuildKit tells it: on the FROM of the stage that runs it.
  private func onFrom(of stage: Stage, in file: BuildModel) -> Finding {
    var finding = self
    finding.place = file.place(of: stage.imageWord?.range ?? stage.from.spelling.range, in: stage.from)
    finding.instruction = InstructionReference(
      keyword: stage.from.name, line: stage.from.lines.lowerBound, endLine: stage.from.lines.upperBound)
    finding.isOwn = false
    if let place { finding.notes.append(Note("ONBUILD leaves it to the stages on top", place: place)) }
    return finding
  }
}

extension LogicalText {
  /// Enough of an instruction to know it by.
  fileprivate var visibleStart: String {
    let limit = 60
    return string(0..<min(count, limit)) + (count > limit ? "…" : "")
  }
}
