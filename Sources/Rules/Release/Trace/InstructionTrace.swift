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

    /// Whether the instruction puts files into the image for certain; WORKDIR does so only where there is no such directory.
    var makesFiles: Bool { [.run, .copy, .add].contains(instruction.keyword) }
  }

  /// In the order of the history.
  package let pairs: [Pair]
  /// The instructions that put files into the image and that no step shows, in order.
  package let unseen: [(instruction: Instruction, stage: Int)]
  /// The steps that put files into the image and that no instruction explains, below the oldest pair too, each with its layer.
  private let unpaired: [(step: Int, layer: Int?)]
  /// Whether the history tells of instructions at all: one that was squashed, or written by another tool, does not.
  package let isTelling: Bool
  /// By layer, the pairs of its own step and of those below it that made no layer of their own.
  private let makers: [[Pair]]
  /// The lowest layer that an instruction of the Dockerfile made; the number of layers when there is none.
  private let firstOwnLayer: Int

  /// Traces an image to a stage and those that it is built on, nearest first.
  init(_ stages: [Stage], of file: BuildModel, _ image: ImageModel) {
    let history = image.stepsWithSecrets
    let steps = history.map { StepTraits($0.instruction) }
    let written = stages.reversed().flatMap { WrittenStep.all(of: $0, in: file) }
    let matches = alignSteps(written.map(\.traits), with: steps)
    pairs = matches.map {
      Pair(
        step: $0.step, instruction: written[$0.written].instruction, stage: written[$0.written].stage,
        isExact: $0.isExact)
    }
    let seen = Set(matches.map(\.written))
    unseen = written.indices.filter { !seen.contains($0) && written[$0].traits.makesFiles }
      .map { (written[$0].instruction, written[$0].stage) }
    isTelling = steps.contains(where: \.makesFiles)
    let makers = Self.makers(pairs, image)
    self.makers = makers
    let isOnScratch = stages.last?.base == .scratch
    firstOwnLayer = isOnScratch ? 0 : makers.firstIndex { !$0.isEmpty } ?? makers.count
    let explained = Set(matches.map(\.step))
    unpaired = steps.indices.compactMap { step in
      // A layer by an unknown tool holds, where an image was squashed, what the steps before it made.
      let isForeign = steps[step].keyword == nil && history[step].layer.map { makers[$0].isEmpty } ?? false
      guard !explained.contains(step), steps[step].makesFiles || isForeign else { return nil }
      return (step, history[step].layer)
    }
  }

  /// The steps that put files into the image and that no instruction explains, by index: those above the oldest pair, and,
  /// where it is known how many layers the base image has, all that lie above these.
  func unexplained(above baseLayers: Int?) -> [Int] {
    let oldest = pairs.first?.step ?? Int.max
    return unpaired.filter { step, layer in
      step > oldest || layer.flatMap { layer in baseLayers.map { layer >= $0 } } ?? false
    }.map(\.step)
  }

  /// Whether the history shows all that puts files into the image as it stands in the Dockerfile, and nothing else.
  var isExact: Bool {
    pairs.contains { $0.isExact && $0.makesFiles } && unseen.isEmpty && unexplained(above: nil).isEmpty
      && edited.isEmpty
  }

  /// The pairs of which the Dockerfile has another text than the history.
  var edited: [Pair] { pairs.filter { !$0.isExact && $0.makesFiles } }

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

  private static func makers(_ pairs: [Pair], _ image: ImageModel) -> [[Pair]] {
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
    return makers
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
