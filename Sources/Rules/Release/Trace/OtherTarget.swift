internal import Dockerfile
internal import Images

extension Release {
  /// More stages, or a longer history, than those of a person's Dockerfile are not searched.
  private static let mostStages = 64
  private static let longestHistory = 512

  /// Another stage than the target, of which the image's history shows every instruction as it stands: the image was built for that
  /// one. Of several that which explains most of the history; nil when there is none, or when the target explains it all.
  static func otherTarget(in file: BuildModel, _ image: ImageModel, besides trace: InstructionTrace) -> Stage? {
    let isExplained = trace.unseen.isEmpty && trace.edited.isEmpty && trace.unexplained(above: nil).isEmpty
    guard trace.isTelling, !isExplained, image.steps.count <= longestHistory else { return nil }
    let others = file.stages.filter { $0.index != file.targetIndex }.prefix(mostStages)
    let traces = others.map { (stage: $0, trace: InstructionTrace(file.chain(of: $0), of: file, image)) }
    return traces.filter(\.trace.isExact).max { $0.trace.pairs.count < $1.trace.pairs.count }?.stage
  }

  /// The image's config, to be held against what the target sets; nil where it was built for another stage, which drifted-history
  /// says: all else only follows from that.
  var comparedConfig: ImageConfig? { otherTarget == nil ? image.config : nil }

  /// The same with what may be a secret.
  var comparedConfigWithSecrets: ImageConfig? { otherTarget == nil ? image.configWithSecrets : nil }
}
