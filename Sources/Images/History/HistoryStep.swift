/// An entry of an image's history, and the layer that it made.
package struct HistoryStep: Sendable, Hashable {
  /// As the config has it.
  package var entry: ImageConfig.HistoryEntry
  /// From 0 at the bottom; nil for a step without a layer, or whose layer cannot be told.
  package var layer: Int?

  /// The entry read back into an instruction.
  package var instruction: BuildStep { BuildStep(createdBy: entry.createdBy) }
}

extension ImageConfig {
  /// The steps with their layers. Where history and layers differ in number, the newest ones belong together.
  func steps(layers count: Int) -> [HistoryStep] {
    var layer = count - history.count { !$0.isEmptyLayer }
    return history.map { entry in
      if entry.isEmptyLayer { return HistoryStep(entry: entry, layer: nil) }
      defer { layer += 1 }
      return HistoryStep(entry: entry, layer: (0..<count).contains(layer) ? layer : nil)
    }
  }
}

extension ImageModel {
  /// The steps of the build, from the bottom; empty when the config has none.
  package var steps: [HistoryStep] { config?.steps(layers: layers.count) ?? [] }

  /// The same with the texts that the archive has: see `configWithSecrets`.
  package var stepsWithSecrets: [HistoryStep] { configWithSecrets?.steps(layers: layers.count) ?? [] }

  /// How many of the lowest layers history shows to be those of the image that this one was built on; nil when it does not
  /// tell. buildah writes the image of FROM into the comment of the first step on it; other builders leave the CMD with which
  /// nearly every base image ends.
  package var inheritedLayers: Int? {
    let steps = steps
    if let first = steps.lastIndex(where: { $0.isFirstOnItsBase }) { return madeBefore(first, of: steps) }
    guard let newest = steps.lastIndex(where: { !$0.entry.isEmptyLayer }) else { return nil }
    let command = steps[..<newest].lastIndex { $0.entry.isEmptyLayer && $0.instruction.keyword == "CMD" }
    return command.map { madeBefore($0, of: steps) }
  }

  private func madeBefore(_ step: Int, of steps: [HistoryStep]) -> Int {
    steps[..<step].compactMap(\.layer).last.map { $0 + 1 } ?? 0
  }
}

extension HistoryStep {
  /// buildah writes `FROM docker.io/library/alpine:3.20`, and for the steps that follow `FROM 7d62e4b36e5e`: the image that
  /// it kept between.
  fileprivate var isFirstOnItsBase: Bool {
    guard entry.comment.hasPrefix("FROM ") else { return false }
    let name = entry.comment.dropFirst(5)
    return !(name.count == 12 && name.allSatisfy { $0.isHexDigit })
  }
}
