internal import Linting

extension FileTree {
  /// The larger files of the union that have the same content, a list for each content in the order of their paths, hard
  /// links once. Empty unless contents were compared.
  package func duplicates() -> [[SizedPath]] {
    let groups = largeFilesBySize().values.flatMap { files in
      Dictionary(grouping: files) { digest(of: Int32($0)) }.filter { $0.key != .none && $0.value.count > 1 }.values
    }
    return groups.map { files in files.map { sizedPath(of: Int32($0)) }.sorted { $0.path < $1.path } }
      .sorted { ($0.first?.path ?? "") < ($1.first?.path ?? "") }
  }

  private func sizedPath(of number: Int32) -> SizedPath {
    let entry = entry(of: number)
    return SizedPath(path: entry.displayPath, bytes: entry.size, layer: entry.layer)
  }

  /// The entries whose contents are to be compared, by layer: only those that can be equal by their sizes.
  func comparable(_ comparisons: Set<ContentComparison>) -> [Int: Set<Int>] {
    var entries = comparisons.contains(.replacedFiles) ? comparableReplacements() : [:]
    guard comparisons.contains(.duplicates) else { return entries }
    for files in largeFilesBySize().values where files.count > 1 {
      for number in files { entries[Int(nodes[number].layer), default: []].insert(Int(nodes[number].record)) }
    }
    return entries
  }

  /// The nodes of the union's larger files by their size; one node for each file that a layer brought.
  private func largeFilesBySize() -> [Int: [Int]] {
    var files: [Int: [Int]] = [:]
    var seen: Set<UInt64> = []
    for number in nodes.indices.dropFirst() where nodes[number].isLive && nodes[number].layer >= 0 {
      let node = nodes[number]
      let record = listings[Int(node.layer)].records[Int(node.record)]
      guard record.kind == .regularFile, record.size >= ContentComparison.duplicateFileSize,
        seen.insert(UInt64(node.layer) << 32 | UInt64(node.record)).inserted
      else { continue }
      files[record.size, default: []].append(number)
    }
    return files
  }
}
