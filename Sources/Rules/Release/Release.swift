package import Dockerfile
package import Images
internal import Linting

/// What a line of a Dockerfile costs in the image.
package struct LineCost: Sendable, Hashable {
  /// 1-based.
  package let line: Int
  /// Bytes of regular files in the layers that it made.
  package private(set) var unpacked = 0
  /// Of `unpacked`: what nobody can read any more.
  package private(set) var dead = 0
  /// Bytes of lower layers that it deletes or overwrites, and that ship all the same.
  package private(set) var hidden = 0

  init(line: Int) { self.line = line }

  fileprivate mutating func add(_ loss: LostBytes) { hidden = hidden.addingSaturating(loss.bytes) }

  fileprivate mutating func add(_ layer: Layer) {
    unpacked = unpacked.addingSaturating(layer.unpacked)
    dead = dead.addingSaturating(layer.dead)
  }
}

/// What a team ships, seen from both of its ends: a Dockerfile, and the image that is said to be built from it.
package struct Release: Sendable {
  package let dockerfile: BuildModel
  package let image: ImageModel
  /// Which instruction made which step of the image's history.
  package let trace: InstructionTrace

  /// The stage that the image was built for, where that is not the target; nil where nothing says so.
  let otherTarget: Stage?

  package init(dockerfile: BuildModel, image: ImageModel) {
    self.dockerfile = dockerfile
    self.image = image
    trace = InstructionTrace(dockerfile.shippedStages, of: dockerfile, image)
    otherTarget = Self.otherTarget(in: dockerfile, image, besides: trace)
  }

  /// The 1-based line of the instruction that made a layer; nil when there is none, or several.
  package func line(ofLayer layer: Int) -> Int? { trace.maker(ofLayer: layer)?.instruction.lines.lowerBound }

  /// What lines of the Dockerfile cost in the image: those of instructions that made layers, and the FROM of the lowest stage
  /// for the base image. By line.
  package var lineCosts: [LineCost] {
    var costs: [Int: LineCost] = [:]
    let base = dockerfile.shippedStages.last?.from.lines.lowerBound
    for layer in image.layers {
      guard let line = trace.isOfBase(layer: layer.index) ? base : line(ofLayer: layer.index) else { continue }
      costs[line, default: LineCost(line: line)].add(layer)
    }
    for loss in image.files.lostBytes() {
      if let line = line(ofLayer: loss.laterLayer) { costs[line, default: LineCost(line: line)].add(loss) }
    }
    return costs.values.sorted { $0.line < $1.line }
  }
}
