internal import Linting

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
    var best = Largest<Int32>(limit) { nodes[Int($0)].origin == nodes[Int($1)].origin }
    for number in nodes.indices.dropFirst() where nodes[number].isLive {
      if let size = regularSize(number) { best.add(Int32(number), size: size) }
    }
    return sorted(
      best.items().map { SizedPath(path: display(path(of: $0.item)), bytes: $0.size, layer: layer(of: $0.item)) })
  }

  /// The largest directories of the union by all that lies below them, largest first. A directory most of whose bytes lie
  /// in one directory below it is left out in favour of that one.
  package func largestDirectories(_ limit: Int) -> [SizedPath] {
    let sums = directorySums().all
    var largestChild = [Int](repeating: 0, count: nodes.count)
    for number in nodes.indices.dropFirst() where nodes[number].isLive && isDirectory(Int32(number)) {
      let parent = Int(nodes[number].parent)
      largestChild[parent] = max(largestChild[parent], sums[number])
    }
    var best = Largest<Int32>(limit)
    for number in nodes.indices.dropFirst() where nodes[number].isLive && isDirectory(Int32(number)) {
      if largestChild[number] <= sums[number] / 2 { best.add(Int32(number), size: sums[number]) }
    }
    return sorted(best.items().map { SizedPath(path: display(path(of: $0.item)), bytes: $0.size, layer: nil) })
  }

  /// For each layer, the bytes of its regular files that are readable in the union.
  func liveBytes() -> [Int] {
    listings.indices.map { layer in
      var sum = 0
      for (number, record) in listings[layer].records.enumerated() where live[layer][number] {
        sum = sum.addingSaturating(record.size)
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

  /// For each node, the bytes of the files below it, and of those that lie in it. A file with several names counts at the first
  /// of them.
  func directorySums() -> (all: [Int], own: [Int]) {
    var own = [Int](repeating: 0, count: nodes.count)
    forEachContent { node, size in own[Int(node.parent)] = own[Int(node.parent)].addingSaturating(size) }
    var all = own
    // A directory's node comes before those of what lies in it, so that from the end each sum is complete when it is added.
    for number in nodes.indices.dropFirst().reversed() where all[number] > 0 {
      let parent = Int(nodes[number].parent)
      all[parent] = all[parent].addingSaturating(all[number])
    }
    return (all, own)
  }

  /// Calls `body` with each file that has bytes, one that has several names with the first of them.
  func forEachContent(_ body: (Node, Int) -> Void) {
    var counted: Set<UInt64> = []
    for number in nodes.indices.dropFirst() where nodes[number].isLive {
      guard let size = regularSize(number), counted.insert(nodes[number].origin).inserted else { continue }
      body(nodes[number], size)
    }
  }
}

extension FileTree.Node {
  /// The layer and the record as one number.
  fileprivate var origin: UInt64 { UInt64(UInt32(bitPattern: layer)) << 32 | UInt64(UInt32(bitPattern: record)) }
}

private func sorted(_ paths: [SizedPath]) -> [SizedPath] {
  paths.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
}

/// The few largest of many items, kept while they pass: twice as many as are wanted, sorted out when there is no room left.
struct Largest<Item> {
  private let limit: Int
  private var candidates: [(item: Item, size: Int, order: Int)] = []
  private var order = 0
  private var threshold = 0
  /// Whether two items of one size are one and the same.
  private let isSame: (Item, Item) -> Bool

  init(_ limit: Int, isSame: @escaping (Item, Item) -> Bool = { _, _ in false }) {
    self.limit = min(max(0, limit), 10_000)
    self.isSame = isSame
  }

  /// Adds an item of a size above 0.
  mutating func add(_ item: Item, size: Int) {
    guard size > threshold, limit > 0 else { return }
    candidates.append((item, size, order))
    order += 1
    // The room has a lower bound, so that sorting stays rare where few are wanted.
    if candidates.count >= max(64, limit * 2) { sortOut() }
  }

  /// The items, largest first; of equals the first that came.
  mutating func items() -> [(item: Item, size: Int)] {
    sortOut()
    return candidates.map { ($0.item, $0.size) }
  }

  private mutating func sortOut() {
    candidates.sort { ($1.size, $0.order) < ($0.size, $1.order) }
    var kept: [(item: Item, size: Int, order: Int)] = []
    for candidate in candidates {
      if kept.count == limit { break }
      let isKnown = kept.reversed().lazy.prefix { $0.size == candidate.size }.contains {
        isSame($0.item, candidate.item)
      }
      if !isKnown { kept.append(candidate) }
    }
    candidates = kept
    if kept.count == limit, let last = kept.last { threshold = last.size }
  }
}
