internal import Linting

/// A directory of the final file system with its bytes.
package struct DirectorySize: Sendable, Hashable {
  /// Without a leading slash; empty for the root.
  package var path: String
  /// The bytes of all regular files in it and below; one with several names counts once.
  package var bytes: Int
  /// Of these, the bytes of the files that lie in it and not in a directory below.
  package var ownBytes: Int
  /// The layer that brought most of its bytes.
  package var layer: Int
}

extension FileTree {
  /// The directories with the most bytes, the root left out, largest first; of equals the first by path.
  package func directorySizes(_ limit: Int) -> [DirectorySize] {
    let sums = directorySums()
    var best = Largest<Int32>(limit)
    for number in nodes.indices.dropFirst() where nodes[number].isLive && isDirectory(Int32(number)) {
      best.add(Int32(number), size: sums.all[number])
    }
    let largest = best.items().map(\.item)
    let layers = mainLayers(of: largest)
    return largest.map { number in
      DirectorySize(
        path: display(path(of: number)), bytes: sums.all[Int(number)], ownBytes: sums.own[Int(number)],
        layer: layers[number] ?? 0)
    }.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
  }

  /// For each directory, the layer that brought most of the bytes below it; of equals the lowest.
  private func mainLayers(of directories: [Int32]) -> [Int32: Int] {
    var shares = Dictionary(
      directories.map { ($0, [Int](repeating: 0, count: listings.count)) }, uniquingKeysWith: { first, _ in first })
    let nearest = nearest(of: Set(directories))
    func add(_ bytes: Int, of layer: Int, to directory: Int32) {
      guard let known = shares[directory]?[layer] else { return }
      shares[directory]?[layer] = known.addingSaturating(bytes)
    }
    forEachContent { node, size in add(size, of: Int(node.layer), to: nearest[Int(node.parent)]) }
    for directory in directories.sorted(by: >) where directory > Self.root {
      let outer = nearest[Int(nodes[Int(directory)].parent)]
      for (layer, bytes) in (shares[directory] ?? []).enumerated() { add(bytes, of: layer, to: outer) }
    }
    return shares.mapValues { shares in
      shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0
    }
  }

  /// For each node, the innermost of some directories at or above it; `none` where there is none.
  private func nearest(of directories: Set<Int32>) -> [Int32] {
    var nearest = [Int32](repeating: Self.none, count: nodes.count)
    // A directory's node comes before those of what lies in it.
    for number in nodes.indices {
      let parent = nodes[number].parent
      nearest[number] =
        directories.contains(Int32(number)) ? Int32(number) : parent >= 0 ? nearest[Int(parent)] : Self.none
    }
    return nearest
  }
}
