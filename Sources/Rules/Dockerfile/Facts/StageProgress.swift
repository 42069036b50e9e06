internal import Dockerfile

/// From where on something holds that an instruction brings about: in its stage behind it, and in all stages on top.
struct StageProgress {
  /// For each stage in which it holds, the offset in the file from which on.
  private var starts: [Int: Int] = [:]

  /// `start` gives the offset of the first instruction of a stage that brings it about; nil when none does.
  init(in file: BuildModel, start: (Stage) -> Int?) {
    for stage in file.stages {
      // A base stands above the stages on top of it.
      if let base = stage.baseStage, starts[base] != nil {
        starts[stage.index] = 0
      } else {
        starts[stage.index] = start(stage)
      }
    }
  }

  /// Whether it holds when a RUN starts, or by what the RUN itself does.
  func holds(for run: PackageRun) -> Bool {
    starts[run.stage.index].map { $0 <= run.run.instruction.range.lowerBound } ?? false
  }
}

/// Finds the stage in which an instruction stands.
struct StagePlaces {
  private let stages: [Stage]
  private let starts: [Int]

  init(_ file: BuildModel) {
    stages = file.stages
    starts = file.stages.map(\.from.range.lowerBound)
  }

  /// nil before the first FROM.
  func stage(of instruction: Instruction) -> Stage? {
    let index = starts.countNotAfter(instruction.range.lowerBound) - 1
    return index < 0 ? nil : stages[index]
  }
}

extension Array<Int> {
  /// How many of the elements, which ascend, are not greater than a number.
  func countNotAfter(_ number: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
