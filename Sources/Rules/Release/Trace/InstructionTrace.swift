package import Dockerfile
internal import Images

/// Which instruction of a Dockerfile made which step of an image's history.
///
/// The instructions of the stages that ship are aligned with the history from its newest step down, so that the two agree
/// in order and as much of them as possible is paired. What lies below is the base image's.
package struct InstructionTrace: Sendable {
  /// A step and the instruction that made it.
  package struct Pair: Sendable {
    /// The index in the image's history.
    package var step: Int
    package var instruction: Instruction
    /// The stage that runs the instruction.
    package var stage: Int
    /// Whether the texts leave no doubt; else they are only alike, as after an edit.
    package var isExact: Bool
  }

  /// In the order of the history.
  package let pairs: [Pair]
  /// The instructions that put files into the image and that no step shows, in order.
  package let unseen: [(instruction: Instruction, stage: Int)]
  /// The steps above the oldest pair that put files into the image and that no instruction explains, by index.
  package let unexplained: [Int]
  /// Whether the history tells of instructions at all: one that was squashed, or written by another tool, does not.
  package let isTelling: Bool
  /// By layer, the pairs of its own step and of those below it that made no layer of their own.
  private let makers: [[Pair]]
  /// The lowest layer that an instruction of the Dockerfile made; the number of layers when there is none.
  private let firstOwnLayer: Int

  init(_ file: BuildModel, _ image: ImageModel) {
    let steps = image.stepsWithSecrets.map { StepTraits($0.instruction) }
    let written = file.shippedStages.reversed().flatMap { WrittenStep.all(of: $0, in: file) }
    let matches = alignSteps(written.map(\.traits), with: steps)
    pairs = matches.map {
      Pair(
        step: $0.step, instruction: written[$0.written].instruction, stage: written[$0.written].stage,
        isExact: $0.isExact)
    }
    let seen = Set(matches.map(\.written))
    unseen = written.indices.filter { !seen.contains($0) && written[$0].traits.makesFiles }
      .map { (written[$0].instruction, written[$0].stage) }
    let explained = Set(matches.map(\.step))
    let oldest = matches.first?.step ?? steps.count
    unexplained = steps.indices.filter { $0 > oldest && steps[$0].makesFiles && !explained.contains($0) }
    isTelling = steps.contains(where: \.makesFiles)
    (makers, firstOwnLayer) = Self.makers(pairs, image)
  }

  /// The instructions that made a layer: one, as a rule; several where a builder put many steps into one layer. Empty for
  /// a layer of the base image, and for one that nothing explains.
  package func makers(ofLayer layer: Int) -> [Pair] { makers.indices.contains(layer) ? makers[layer] : [] }

  /// The one instruction that made a layer; nil when there is none, or several.
  package func maker(ofLayer layer: Int) -> Pair? {
    let all = makers(ofLayer: layer)
    return all.count == 1 ? all.first : nil
  }

  /// Whether a layer is older than all that the Dockerfile made.
  package func isOfBase(layer: Int) -> Bool { layer < firstOwnLayer }

  private static func makers(_ pairs: [Pair], _ image: ImageModel) -> ([[Pair]], Int) {
    var makers: [[Pair]] = Array(repeating: [], count: image.layers.count)
    var byStep: [Int: Pair] = [:]
    for pair in pairs { byStep[pair.step] = pair }
    var waiting: [Pair] = []
    for (step, layer) in image.steps.map(\.layer).enumerated() {
      // Builders that keep one layer for many steps give it to the last of them, whatever that is.
      if let pair = byStep[step], pair.instruction.makesFiles(inOwnLayer: layer != nil) { waiting.append(pair) }
      guard let layer else { continue }
      makers[layer] = waiting
      waiting = []
    }
    return (makers, makers.firstIndex { !$0.isEmpty } ?? makers.count)
  }
}

extension Instruction {
  /// Whether it put files into the image. WORKDIR made its directory where its step has a layer of its own.
  fileprivate func makesFiles(inOwnLayer hasLayer: Bool) -> Bool {
    switch keyword {
    case .run, .copy, .add: true
    case .workdir: hasLayer
    default: false
    }
  }
}
