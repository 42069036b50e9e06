internal import Dockerfile

extension Stage {
  /// The instructions that stand in this stage, and behind each ONBUILD its trigger; not the triggers of a stage below
  /// that run here.
  var writtenInstructions: [Instruction] {
    instructions.filter(holds).flatMap { [$0] + $0.trigger }
  }

  /// The COPY and ADD that stand in this stage.
  var writtenCopies: [Copy] { copies.filter { holds($0.instruction) } }
}
