/// A path with the bytes at or below it.
package struct SizedPath: Sendable, Hashable {
  /// Without a leading slash; unprintable bytes are left to the reporter.
  package var path: String
  package var bytes: Int
  /// The layer that brought the file; nil for a directory.
  package var layer: Int?
}

extension FileTree {
  /// The largest regular files of the union, largest first; of equals the first by path. A file with several names is listed
  /// under one of them.
  package func largestFiles(_ limit: Int) -> [SizedPath] {
    var best = Largest<Int32>(limit)
    for number in nodes.indices.dropFirst() where nodes[number].isLive {
      guard let size = regularSize(number) else { continue }
      best.add(Int32(number), size: size) { other in
        nodes[Int(other)].layer == nodes[number].layer && nodes[Int(other)].record == nodes[number].record
      }
    }
    return sorted(
      best.items.map { SizedPath(path: display(path(of: $0.item)), bytes: $0.size, layer: layer(of: $0.item)) })
  }

  /// The largest directories of the union by all that lies below them, largest first. A directory most of whose bytes lie
  /// in one directory below it is left out in favour of that one.
  package func largestDirectories(_ limit: Int) -> [SizedPath] {
    let sums = directorySums()
    var largestChild = [Int](repeating: 0, count: nodes.count)
    for number in nodes.indices.dropFirst() where nodes[number].isLive && isDirectory(Int32(number)) {
      let parent = Int(nodes[number].parent)
      largestChild[parent] = max(largestChild[parent], sums[number])
    }
    var best = Largest<Int32>(limit)
    for number in nodes.indices.dropFirst() where nodes[number].isLive && isDirectory(Int32(number)) {
      if sums[number] > 0, largestChild[number] <= sums[number] / 2 { best.add(Int32(number), size: sums[number]) }
    }
    return sorted(best.items.map { SizedPath(path: display(path(of: $0.item)), bytes: $0.size, layer: nil) })
  }

  /// The largest regular files of the layers that nobody can read any more, largest first.
  package func largestDeadFiles(_ limit: Int) -> [SizedPath] {
    var best = Largest<(layer: Int, record: Int)>(limit)
    for (layer, listing) in listings.enumerated() {
      for (number, record) in listing.records.enumerated() where record.size > 0 && !fates[layer][number].isAlive {
        best.add((layer, number), size: record.size)
      }
    }
    return sorted(
      best.items.map {
        let listing = listings[$0.item.layer]
        return SizedPath(
          path: display(listing.path(listing.records[$0.item.record])), bytes: $0.size, layer: $0.item.layer)
      })
  }

  /// For each layer, the bytes of its regular files that are readable in the union.
  func liveBytes() -> [Int] {
    listings.indices.map { layer in
      var sum = 0
      for (number, record) in listings[layer].records.enumerated() where fates[layer][number].isAlive {
        sum += record.size
      }
      return sum
    }
  }

  private func regularSize(_ number: Int) -> Int? {
    let node = nodes[number]
    guard node.layer >= 0 else { return nil }
    let record = listings[Int(node.layer)].records[Int(node.record)]
    return record.kind == .regularFile && record.size > 0 ? record.size : nil
  }

  private func layer(of number: Int32) -> Int { Int(nodes[Int(number)].namedBy) }

  /// For each node, the bytes of the files below it. A file with several names counts at the first of them.
  private func directorySums() -> [Int] {
    var sums = [Int](repeating: 0, count: nodes.count)
    var counted: Set<UInt64> = []
    for number in nodes.indices.dropFirst() where nodes[number].isLive {
      guard let size = regularSize(number) else { continue }
      let node = nodes[number]
      guard
        counted.insert(UInt64(UInt32(bitPattern: node.layer)) << 32 | UInt64(UInt32(bitPattern: node.record))).inserted
      else { continue }
      var directory = node.parent
      while directory >= 0 {
        sums[Int(directory)] = sums[Int(directory)].addingReportingOverflow(size).partialValue
        directory = nodes[Int(directory)].parent
      }
    }
    return sums
  }
}

private func sorted(_ paths: [SizedPath]) -> [SizedPath] {
  paths.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
}

/// The few largest of many items, kept while they pass.
private struct Largest<Item> {
  private let limit: Int
  private(set) var items: [(item: Item, size: Int)] = []

  init(_ limit: Int) { self.limit = limit }

  /// Adds an item, unless one that is the same is already among the largest.
  mutating func add(_ item: Item, size: Int, unless isSame: (Item) -> Bool = { _ in false }) {
    if items.count == limit, let last = items.last, last.size >= size { return }
    if items.contains(where: { $0.size == size && isSame($0.item) }) { return }
    let at = items.firstIndex { $0.size < size } ?? items.count
    items.insert((item, size), at: at)
    if items.count > limit { items.removeLast() }
  }
}
