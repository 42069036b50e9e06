internal import Images
internal import Linting
internal import Rules

/// Which targets are judged together: manifests and values are held against the images that they run, which other targets may
/// build. Where only some of them were judged, what they do to each other would not be seen.
struct TargetLinks {
  /// The targets that each is linked with, by name.
  private var links: [String: Set<String>] = [:]

  /// Two targets are linked where the manifests or values of one hold the name of the other, or of its image. That may be more
  /// than they run, which costs no more than time.
  init(_ targets: [Target]) {
    let deploying = targets.filter { !$0.workload.isEmpty || !$0.values.isEmpty }
    let built = targets.filter { $0.dockerfile != nil || $0.image != nil }
    guard !deploying.isEmpty, targets.count > 1 else { return }
    let names = built.map(Self.imageNames)
    for target in deploying {
      let texts = (target.workload + target.values).compactMap { try? ReadFile.bytes(at: $0.absolute) }
      for (other, words) in zip(built, names)
      where other.name != target.name && words.contains(where: { word in texts.contains { $0.holds(word) } }) {
        links[target.name, default: []].insert(other.name)
        links[other.name, default: []].insert(target.name)
      }
    }
  }

  /// Those of `names`, and all that are linked with them, be it by others.
  func reached(from names: Set<String>) -> Set<String> {
    var (reached, open) = (names, Array(names))
    while let name = open.popLast() {
      for other in links[name] ?? [] where reached.insert(other).inserted { open.append(other) }
    }
    return reached
  }

  /// What manifests may call the image of a target: the last part of its names, or the target's own name, as the image may have been
  /// another one until now.
  private static func imageNames(of target: Target) -> [[UInt8]] {
    let images = target.image.flatMap { try? readImageConfigs(at: $0.path.absolute) } ?? []
    let parts = images.flatMap(\.tags).compactMap { name in
      (try? ImageReference.parse(name))?.path.split(separator: "/").last.map { Array($0.utf8) }
    }
    return parts + [Array(target.name.lowercased().utf8)]
  }
}
