/// Sets of directories in which files are not wanted. Neighbours in an archive mostly lie in one directory, so that the answers
/// for the last one are kept.
struct ExcludedDirectories: Sendable {
  private struct DirectorySet {
    let excluded: [String]
    /// From the root, each with a slash at its end.
    private let paths: [[UInt8]]
    /// Of directories anywhere.
    private let names: Set<ArraySlice<UInt8>>
    private let nameLengths: ClosedRange<Int>

    init(_ excluded: [String]) {
      self.excluded = excluded
      let anywhere = "**/"
      paths = excluded.filter { !$0.hasPrefix(anywhere) }.map { Array("\($0)/".utf8) }
      names = Set(excluded.filter { $0.hasPrefix(anywhere) }.map { ArraySlice($0.utf8.dropFirst(anywhere.utf8.count)) })
      nameLengths = (names.map(\.count).min() ?? 0)...(names.map(\.count).max() ?? 0)
    }

    func holds(_ directory: [UInt8]) -> Bool {
      let path = directory + [UInt8(ascii: "/")]
      return paths.contains { path.starts(with: $0) } || !names.isEmpty && holdsName(path)
    }

    /// Most components are told apart by their lengths.
    private func holdsName(_ path: [UInt8]) -> Bool {
      var start = 0
      for end in path.indices where path[end] == UInt8(ascii: "/") {
        if nameLengths.contains(end - start), names.contains(path[start..<end]) { return true }
        start = end + 1
      }
      return false
    }
  }

  private var sets: [DirectorySet] = []
  private var directory: [UInt8] = []
  /// For the present directory, by the number of the set; nil for what was not asked yet.
  private var answers: [Bool?] = []

  /// Adds a set, as `WantedContents.excluded` states it; its number, or nil for one without directories.
  mutating func add(_ excluded: [String]) -> Int? {
    if excluded.isEmpty { return nil }
    if let known = sets.firstIndex(where: { $0.excluded == excluded }) { return known }
    sets.append(DirectorySet(excluded))
    answers.append(nil)
    return sets.count - 1
  }

  /// Whether the set holds the directory that a file lies in, or one above it.
  mutating func contain(_ path: EntryPath, in set: Int) -> Bool {
    if !path.directory.elementsEqual(directory) {
      directory = Array(path.directory)
      for number in answers.indices { answers[number] = nil }
    }
    if let answer = answers[set] { return answer }
    let answer = sets[set].holds(directory)
    answers[set] = answer
    return answer
  }
}
