extension ImageModel {
  /// For each entry of `history`, the index of the layer that it made; nil for a step without one, or whose layer the image
  /// lacks. Where history and layers differ in number, the newest ones belong together.
  package var layersOfHistory: [Int?] { steps.map(\.layer) }
}
