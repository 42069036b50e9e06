internal import Dockerfile
internal import Images
internal import Linting

/// What an instruction, or the base image, costs in an image.
struct LayerCost: Sendable {
  enum Origin: Sendable {
    case instruction(InstructionTrace.Pair)
    case base
    /// A layer that no instruction, or more than one, explains.
    case layer(Int)
  }

  var origin: Origin
  /// Bytes.
  var bytes: Int
}

extension Release {
  /// The costs of all layers, the greatest first: each layer's where one instruction made it, and the base's in one.
  func costs(by measure: SizeMeasure) -> [LayerCost] {
    var base = 0
    var costs: [LayerCost] = []
    for layer in image.layers {
      let bytes = layer.measured(by: measure)
      if trace.isOfBase(layer: layer.index) {
        base = base.addingSaturating(bytes)
      } else {
        costs.append(LayerCost(origin: origin(of: layer.index), bytes: bytes))
      }
    }
    if base > 0 { costs.append(LayerCost(origin: .base, bytes: base)) }
    return costs.enumerated().sorted { ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset) }.map(\.element)
  }

  private func origin(of layer: Int) -> LayerCost.Origin {
    trace.maker(ofLayer: layer).map { .instruction($0) } ?? .layer(layer)
  }

  /// A cost in a sentence, with the line of the Dockerfile that makes it.
  func note(_ cost: LayerCost, of total: Int) -> Finding.Note {
    let share = "\(ByteSize(cost.bytes).description), \(Share(cost.bytes, of: total))"
    switch cost.origin {
    case .instruction(let pair):
      let text = image.steps[pair.step].instruction.text(limit: 60)
      return Finding.Note(
        "\(text) adds \(share)\(pair.doubt)", path: dockerfile.source.path,
        place: dockerfile.syntax.place(of: pair.instruction))
    case .base:
      let name = dockerfile.shippedStages.last?.imageWord?.text
      return Finding.Note("the base image\(name.map { " \($0)" } ?? "") has \(share)")
    case .layer(let layer): return Finding.Note("\(layerName(image.layers[layer])) has \(share)")
    }
  }
}
