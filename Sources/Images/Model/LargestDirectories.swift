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
    forEachContent { node, size in
      var directory = node.parent
      while directory >= 0 {
        shares[directory]?[Int(node.layer)] &+= size
        directory = nodes[Int(directory)].parent
      }
    }
    return shares.mapValues { shares in
      shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0
    }
  }
}
