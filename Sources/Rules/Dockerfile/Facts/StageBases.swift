internal import Dockerfile

extension Stage {
  /// The stage of this file that it is built on.
  var baseStage: Int? { if case .stage(let base) = base { base } else { nil } }
}

extension FileSource {
  /// The stage of this file that the files come from.
  var stage: Int? { if case .stage(let index) = self { index } else { nil } }
}

extension BuildModel {
  /// Some stages, and all those of this file that they are built on.
  func withBases(of stages: some Sequence<Int>) -> Set<Int> {
    var found = Set(stages)
    // A base stands above the stages on top of it.
    for stage in self.stages.reversed() where found.contains(stage.index) {
      if let base = stage.baseStage { found.insert(base) }
    }
    return found
  }
}
