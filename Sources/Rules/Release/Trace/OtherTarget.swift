internal import Dockerfile
internal import Images

extension Release {
  /// More stages, or a longer history, than those of a person's Dockerfile are not searched.
  private static let mostStages = 64
  private static let longestHistory = 512

  /// Another stage than the target, of which the image's history shows every instruction as it stands: the image was built for that
  /// one. Of several that which explains most of the history; nil when there is none.
  var otherTarget: Stage? {
    guard image.steps.count <= Self.longestHistory else { return nil }
    let others = dockerfile.stages.filter { $0.index != dockerfile.targetIndex }.prefix(Self.mostStages)
    let traces = others.map { (stage: $0, trace: InstructionTrace(dockerfile.chain(of: $0), of: dockerfile, image)) }
    return traces.filter(\.trace.isExact).max { $0.trace.pairs.count < $1.trace.pairs.count }?.stage
  }
}
