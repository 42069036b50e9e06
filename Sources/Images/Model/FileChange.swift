/// What became of one path from an image to another.
package struct FileChange: Sendable, Hashable {
  /// What became of it.
  package enum Kind: String, Sendable, CaseIterable {
    /// Only the new image has the path.
    case added
    /// Only the old image has it.
    case removed
    /// Another content: other bytes, another target or another kind of file; or the same bytes in a file of its own, which
    /// were those of another name, and the other way round.
    case changed
    /// The same content with another mode or owner.
    case metadata
  }

  /// What became of the path.
  package var kind: Kind
  /// nil for what was added.
  package var old: FileEntry?
  /// nil for what was removed.
  package var new: FileEntry?
  /// The bytes that the image gained because the path is no hard link any more, negative where it became one.
  package var unshared = 0

  /// Bytes, without a leading slash.
  package var path: [UInt8] { (new ?? old)?.path ?? [] }
  /// The bytes that the path has gained, negative where it lost some.
  package var growth: Int { (new?.size ?? 0) - (old?.size ?? 0) + unshared }
}

extension FileTree {
  /// What is different in `new`, by path. A file that only another layer brings is no change.
  ///
  /// Contents of one size are compared by digest: read the images with `digestsFiles`. Without it, and where a content could not be
  /// read, they count as changed.
  package func changes(to new: FileTree) -> [FileChange] {
    // A directory's node always comes before those of what lies in it.
    var counterparts = [Int32](repeating: Self.none, count: new.nodes.count)
    var isKnown = [Bool](repeating: false, count: nodes.count)
    counterparts[Int(Self.root)] = Self.root
    var changes: [FileChange] = []
    var pairs: [(old: Int32, new: Int32)] = []
    for at in new.nodes.indices.dropFirst() where new.nodes[at].isLive {
      let number = Int32(at)
      let directory = counterparts[Int(new.nodes[at].parent)]
      guard directory != Self.none, let old = child(new.name(of: number), of: directory) else {
        changes.append(FileChange(kind: .added, old: nil, new: new.entry(of: number)))
        continue
      }
      counterparts[at] = old
      isKnown[Int(old)] = true
      pairs.append((old, number))
    }
    // In one order for both, so that of several names the same one counts as the file.
    let (oldLinks, newLinks) = (furtherNames(among: pairs.map(\.old)), new.furtherNames(among: pairs.map(\.new)))
    for (old, number) in pairs {
      let shared = (old: oldLinks.contains(old), new: newLinks.contains(number))
      if let change = change(of: old, to: number, in: new, isShared: shared) { changes.append(change) }
    }
    for at in nodes.indices.dropFirst() where nodes[at].isLive && !isKnown[at] {
      changes.append(FileChange(kind: .removed, old: entry(of: Int32(at)), new: nil))
    }
    return changes.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// Which of some nodes are a further name of a file that one before them names.
  private func furtherNames(among numbers: [Int32]) -> Set<Int32> {
    guard listings.contains(where: { $0.records.contains { $0.kind == .hardLink } }) else { return [] }
    var known: Set<UInt64> = []
    return Set(
      numbers.filter { number in
        let node = nodes[Int(number)]
        guard node.layer >= 0 else { return false }
        return !known.insert(UInt64(node.layer) << 32 | UInt64(node.record)).inserted
      })
  }

  /// - Parameter isShared: whether the path is a further name of a file, in each of the trees.
  private func change(
    of number: Int32, to other: Int32, in new: FileTree, isShared: (old: Bool, new: Bool)
  ) -> FileChange? {
    let (old, now) = (entry(of: number), new.entry(of: other))
    let isSame =
      old.kind == now.kind && old.size == now.size && old.target == now.target
      && (old.kind != .regularFile || old.size == 0 || isSameContent(number, other, in: new))
    if !isSame { return FileChange(kind: .changed, old: old, new: now) }
    if isShared.old != isShared.new, now.kind == .regularFile, now.size > 0 {
      return FileChange(kind: .changed, old: old, new: now, unshared: isShared.new ? -now.size : now.size)
    }
    let isAlike = old.mode == now.mode && old.uid == now.uid && old.gid == now.gid
    return isAlike ? nil : FileChange(kind: .metadata, old: old, new: now)
  }

  private func isSameContent(_ number: Int32, _ other: Int32, in new: FileTree) -> Bool {
    let digest = digest(of: number)
    return digest != .none && digest == new.digest(of: other)
  }
}
