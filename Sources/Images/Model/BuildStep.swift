/// A step of an image's build and the layer that it made.
package struct BuildStep: Sendable, Hashable {
  package var entry: ImageConfig.HistoryEntry
  /// From 0 at the bottom; nil for a step without a layer, or whose layer cannot be told.
  package var layer: Int?
}

extension ImageConfig {
  /// The steps with their layers. Where history and layers differ in number, the newest ones belong together.
  func steps(layers count: Int) -> [BuildStep] {
    var layer = count - history.filter { !$0.isEmptyLayer }.count
    return history.map { entry in
      if entry.isEmptyLayer { return BuildStep(entry: entry, layer: nil) }
      defer { layer += 1 }
      return BuildStep(entry: entry, layer: layer < 0 ? nil : layer)
    }
  }
}

extension ImageModel {
  /// The steps of the build, from the bottom; empty when the config has none.
  package var steps: [BuildStep] { config?.steps(layers: layers.count) ?? [] }

  /// How many of the lowest layers history shows to be those of the image that this one was built on; nil when it does not
  /// tell. buildah writes FROM into the comment of its first step; other builders leave the CMD with which nearly every base
  /// image ends.
  package var inheritedLayers: Int? {
    let steps = steps
    if let first = steps.lastIndex(where: { $0.entry.comment.hasPrefix("FROM ") }) {
      return madeBefore(first, of: steps)
    }
    guard let newest = steps.lastIndex(where: { !$0.entry.isEmptyLayer }) else { return nil }
    let command = steps[..<newest].lastIndex { step in
      step.entry.isEmptyLayer && isCommand(step.entry.createdBy)
    }
    return command.map { madeBefore($0, of: steps) }
  }

  private func madeBefore(_ step: Int, of steps: [BuildStep]) -> Int {
    steps[..<step].compactMap(\.layer).last.map { $0 + 1 } ?? 0
  }

  private func isCommand(_ createdBy: String) -> Bool {
    let text = createdBy.hasPrefix("/bin/sh -c #(nop)") ? createdBy.dropFirst(17).drop { $0 == " " } : createdBy[...]
    return text.hasPrefix("CMD ")
  }
}
