/// What ONBUILD leaves to the stages on top.
extension StageIdentity {
  /// Whether an instruction runs here because the base has it as a trigger. All that a stage has itself follows its FROM.
  package func isTriggered(_ instruction: Instruction) -> Bool {
    instruction.range.lowerBound <= from.range.lowerBound
  }

  /// Whether a triggered instruction comes from the configuration of the base image: it stands in no line of the file, and
  /// its places are those of the image in FROM.
  package func isOfBaseImage(_ instruction: Instruction) -> Bool { instruction.range == from.range }

  /// The source range of the image in FROM, or of FROM itself when it names none.
  var imageRange: Range<Int> { from.text.sourceRange(of: imageWord?.range ?? from.spelling.range) }
}

extension Stage {
  /// Each RUN that is written in the stage, once: its own, and those of its ONBUILD instructions. What it runs because a
  /// stage below left it a trigger is written there.
  package var writtenRuns: [Run] {
    // Nearly always that is all of them, and many rules ask: an array that is handed on costs nothing.
    let own = runs.contains { isTriggered($0.instruction) } ? runs.filter { !isTriggered($0.instruction) } : runs
    return triggerRuns.isEmpty ? own : own + triggerRuns
  }

  /// What the HEALTHCHECK instructions that are written in the stage run, triggers left out.
  package var writtenHealthchecks: [Run] { healthchecks.filter { !isTriggered($0.instruction) } }
}

extension SyntaxFault {
  /// The fault of a trigger as BuildKit sees it: it shows on the FROM of the stage that runs it.
  func moved(from trigger: Instruction, toFromOf stage: some StageIdentity) -> SyntaxFault {
    var fault = self
    let isOfBaseImage = stage.isOfBaseImage(trigger)
    let base = isOfBaseImage ? "image" : "stage"
    fault.message = "a trigger of the base \(base) (ONBUILD \(trigger.name)) fails here: \(message)"
    fault.range = stage.imageRange
    if !isOfBaseImage { fault.cause = .trigger(name: trigger.name, range: range) }
    return fault
  }
}

extension Instruction {
  /// Whether it stands behind ONBUILD in the file: then its lines are those of the ONBUILD.
  package var isTrigger: Bool { extent.isEmpty }

  /// Reads an ONBUILD trigger of a base image's configuration as if it stood on the FROM of a stage; nil when it may be no
  /// trigger, or is none that one line can hold.
  static func trigger(_ text: String, of from: Instruction, at place: Range<Int>) -> Instruction? {
    let bytes = Array(text.utf8)
    guard !bytes.contains(ASCII.newline), let start = bytes.firstIndex(where: { !ASCII.isBlank($0) }) else {
      return nil
    }
    var line = LogicalText(Array(bytes[start...]), at: place)
    line.trimEnd()
    // The configuration was checked when the base image was built.
    var faults: [SyntaxFault] = []
    let trigger = readInstructionLine(line, escape: ASCII.backslash, faults: &faults)
    guard trigger.keyword?.mayBeTrigger == true, faults.isEmpty else { return nil }
    let frame = InstructionFrame(
      heredocs: [], comments: [], range: from.range, extent: from.range, lines: from.lines)
    return Instruction(trigger, in: frame)
  }
}
