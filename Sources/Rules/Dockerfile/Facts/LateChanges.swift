internal import Dockerfile
internal import Linting

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
  private static let mostFiles = 1000

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

/// A path whose last component is a pattern: `/tmp/*.tar.gz`.
struct PathPattern {
  var directory: String
  private var name: Glob

  /// nil for a path without a pattern, or with one in a directory's name.
  init?(_ path: String) {
    guard path.contains(where: { "*?[".contains($0) }), let slash = path.lastIndex(of: "/") else { return nil }
    directory = String(path[..<slash])
    name = Glob(String(path[path.index(after: slash)...]))
    if directory.contains(where: { "*?[".contains($0) }) { return nil }
  }

  func matches(_ path: String, orAbove: Bool = false) -> Bool {
    guard path.hasPrefix(directory + "/") else { return false }
    let rest = path.dropFirst(directory.count + 1)
    let first = rest.prefix { $0 != "/" }
    return (orAbove || first.count == rest.count) && name.matches(String(first))
  }
}

extension Removal {
  /// The path as a pattern; nil when it is none.
  var pattern: PathPattern? { PathPattern(path) }
}

/// A RUN that removes what an earlier instruction of the image brought.
struct RemovedTooLate {
  var removal: Removal
  var run: Run
  var stage: Stage
  var brought: [BroughtPath]
  /// Copied directories that may have brought the path, when nothing brought it by name.
  var directories: [BroughtPath]
}

extension BuildModel {
  /// What RUN instructions remove too late: the layer that brought it has its bytes still. Of stages whose layers end in
  /// the image.
  var removedTooLate: [RemovedTooLate] {
    var found: [RemovedTooLate] = []
    walkShipped { run, stage, files in
      for removal in run.removals where removal.argument.isKnown && run.commands[removal.command].name.text != "rmdir" {
        if run.isMounted(removal.path, by: [.bind, .cache, .tmpfs]) { continue }
        let directories = removal.pattern == nil ? files.directories(around: removal.path) : []
        let brought = files.remove(removal)
        if brought.isEmpty && directories.isEmpty { continue }
        found.append(
          RemovedTooLate(removal: removal, run: run, stage: stage, brought: brought, directories: directories))
      }
    }
    return found
  }

  /// Goes through the instructions of the stages that end in the image, base first, with what they brought before.
  func walkShipped(_ visit: (Run, Stage, inout BroughtFiles) -> Void) {
    var files = BroughtFiles()
    for stage in shippedStages.reversed() {
      var copies = stage.copies[...]
      var runs = stage.runs[...]
      for instruction in stage.instructions {
        if let copy = copies.first, copy.instruction === instruction {
          files.add(copy.broughtPaths)
          copies = copies.dropFirst()
        } else if let run = runs.first, run.instruction === instruction {
          visit(run, stage, &files)
          files.add(run.outputs)
          runs = runs.dropFirst()
        }
      }
    }
  }

  /// A note at the instruction that brought something.
  func note(_ item: BroughtPath) -> Finding.Note {
    Finding.Note("\(item.instruction.name) brings it here", place: syntax.place(of: item.instruction))
  }
}
