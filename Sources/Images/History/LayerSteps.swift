/// Which step of the history made which layer: for each step, the layer's index, or nil when it made none or the image
/// lacks it. Where history and layers differ in number, the newest ones belong together.
func layersOfSteps(_ history: [ImageConfig.HistoryEntry], layerCount: Int) -> [Int?] {
  var layer = layerCount
  let fromTheTop = history.reversed().map { entry -> Int? in
    guard !entry.isEmptyLayer, layer > 0 else { return nil }
    layer -= 1
    return layer
  }
  return fromTheTop.reversed()
}

extension ImageModel {
  /// For each entry of `history`, the index of the layer that it made; nil for a step without one.
  package var layersOfHistory: [Int?] { layersOfSteps(history, layerCount: layers.count) }
}
