internal import Dockerfile

/// The files that earlier instructions of the image brought, by their paths.
struct BroughtFiles {
  private var items: [BroughtPath] = []
  private var isGone: [Bool] = []
  /// Items by each of their candidates.
  private var atPath: [String: [Int]] = [:]
  /// Items by each directory above them.
  private var below: [String: [Int]] = [:]

  /// No path of a person is deeper, and no directory is given more files one by one.
  private static let deepest = 32
  private static let mostFiles = 100

  mutating func add(_ new: [BroughtPath]) {
    for item in new {
      for candidate in Set(item.candidates) {
        atPath[candidate, default: []].append(items.count)
        var parent = candidate[...]
        for _ in 0..<Self.deepest {
          guard let slash = parent.lastIndex(of: "/"), slash > parent.startIndex else { break }
          parent = parent[..<slash]
          below[String(parent), default: []].append(items.count)
        }
        below["/", default: []].append(items.count)
      }
      items.append(item)
      isGone.append(false)
    }
  }

  /// What lies at a path, and with `isRecursive` below it; the last one brought first.
  func find(_ path: String, isRecursive: Bool) -> [BroughtPath] { indices(path, isRecursive).map { items[$0] } }

  /// What lies in a directory under names that a pattern matches; with `isRecursive`, deeper as well.
  func find(_ pattern: PathPattern, isRecursive: Bool) -> [BroughtPath] {
    indices(pattern, isRecursive).map { items[$0] }
  }

  /// The copied directories that a path lies in, which may have brought it.
  func directories(around path: String) -> [BroughtPath] {
    var found: [BroughtPath] = []
    var parent = path[...]
    for _ in 0..<Self.deepest {
      guard let slash = parent.lastIndex(of: "/"), slash > parent.startIndex else { break }
      parent = parent[..<slash]
      found += (atPath[String(parent)] ?? []).suffix(1).filter { !isGone[$0] && !items[$0].isFile }.map { items[$0] }
    }
    return found
  }

  /// Takes away what a command removes, and tells what that was.
  mutating func remove(_ removal: Removal) -> [BroughtPath] {
    var gone: [Int]
    if let pattern = removal.pattern {
      gone = indices(pattern, removal.isRecursive)
    } else {
      gone = indices(removal.path, removal.isRecursive)
      // Lists that are empty now are not gone through again.
      if removal.isRecursive { below[removal.path] = nil }
      atPath[removal.path] = nil
    }
    gone.removeAll { isGone[$0] }
    for index in gone { isGone[index] = true }
    return gone.map { items[$0] }
  }

  private func indices(_ path: String, _ isRecursive: Bool) -> [Int] {
    let here = (atPath[path] ?? []).suffix(Self.mostFiles)
    let inside = isRecursive ? (below[path] ?? []).suffix(Self.mostFiles) : []
    return Set(here + inside).filter { !isGone[$0] }.sorted(by: >)
  }

  private func indices(_ pattern: PathPattern, _ isRecursive: Bool) -> [Int] {
    let inside = (below[pattern.directory] ?? []).suffix(Self.mostFiles)
    return Set(inside).filter { index in
      !isGone[index] && items[index].candidates.contains { pattern.matches($0, orAbove: isRecursive) }
    }.sorted(by: >)
  }
}
