internal import Linting

extension FileTree {
  /// The efficiency score of dive, from 0 to 1: for each path the smallest size that a layer has of it, summed, through the
  /// sum of all sizes that layers have of it.
  ///
  /// As dive has it, only leaves of a layer's own tree count; a whiteout is its path with no bytes, or with all bytes that a
  /// directory had until then; opaque whiteouts are no paths at all; and a duplicate in one layer counts once, the last.
  package func efficiency() -> Double {
    var sizes: [[UInt8]: (least: Int, sum: Int)] = [:]
    let deleted = deletedDirectories()
    for (layer, listing) in listings.enumerated() {
      for (path, size) in leaves(of: listing, layer, deleted) {
        let known = sizes[path] ?? (size, 0)
        sizes[path] = (min(known.least, size), known.sum.addingSaturating(size))
      }
    }
    var (least, sum) = (0.0, 0.0)
    for size in sizes.values {
      least += Double(size.least)
      sum += Double(size.sum)
    }
    return sum == 0 ? 1 : least / sum
  }

  private struct Deletion: Hashable {
    var layer: Int
    var path: [UInt8]
  }

  /// The bytes of the directories that whiteouts deleted, as they were then.
  private func deletedDirectories() -> [Deletion: Int] {
    var bytes = [Int](repeating: 0, count: removals.count)
    for (layer, lost) in lost.enumerated() {
      for (number, removal) in lost.enumerated() where removal >= 0 {
        let record = listings[layer].records[number]
        guard record.kind == .regularFile else { continue }
        bytes[Int(removal)] = bytes[Int(removal)].addingSaturating(record.size)
      }
    }
    var deleted: [Deletion: Int] = [:]
    for (number, removal) in removals.enumerated() where removal.cause == .deleted && removal.wasDirectory {
      deleted[Deletion(layer: Int(removal.layer), path: path(of: removal.node))] = bytes[number]
    }
    return deleted
  }

  /// The leaves of a layer's own tree with their sizes.
  private func leaves(
    of listing: LayerListing, _ layer: Int, _ deleted: [Deletion: Int]
  ) -> [[UInt8]: Int] {
    var leaves: [[UInt8]: Int] = [:]
    for record in listing.records {
      let path = listing.path(record)
      let name = listing.name(record)
      if name.starts(with: Marker.meta) { continue }
      if name.starts(with: Marker.whiteout) {
        let victim = Array(path.dropLast(name.count)) + name.dropFirst(Marker.whiteout.count)
        leaves[victim] = deleted[Deletion(layer: layer, path: victim)] ?? 0
      } else {
        leaves[path] = record.size
      }
    }
    // Whatever has something below it in this layer is no leaf.
    var inner: Set<[UInt8]> = []
    for path in Array(leaves.keys) {
      var end = path.lastIndex(of: UInt8(ascii: "/"))
      while let slash = end {
        let directory = Array(path[..<slash])
        guard inner.insert(directory).inserted else { break }
        leaves[directory] = nil
        end = path[..<slash].lastIndex(of: UInt8(ascii: "/"))
      }
    }
    return leaves
  }
}
