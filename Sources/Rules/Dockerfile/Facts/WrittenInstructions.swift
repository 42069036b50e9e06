internal import Dockerfile

extension Stage {
  /// The instructions that stand in this stage, and behind each ONBUILD its trigger; not the triggers of a stage below
  /// that run here.
  var writtenInstructions: [Instruction] {
    instructions.filter(holds).flatMap { [$0] + $0.trigger }
  }

  /// The COPY and ADD that stand in this stage.
  var writtenCopies: [Copy] { copies.filter { holds($0.instruction) } }

  /// The RUN that an instruction of the stage is; nil when it is none.
  func run(of instruction: Instruction) -> Run? {
    // Triggers of stages below stand before all that the stage has itself.
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].instruction.range.lowerBound < instruction.range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < runs.count && runs[low].instruction === instruction ? runs[low] : nil
  }
}
