/// What the layers brought, whether it can still be read or not.
extension FileTree {
  /// What a file is called and is, before its path is put together.
  package struct Candidate {
    /// The last component of its path.
    package var name: ArraySlice<UInt8>
    package var kind: FileEntry.Kind
    /// The permission bits, with setuid, setgid and the sticky bit.
    package var mode: UInt16
    /// Bytes.
    package var size: Int
    /// Whether it has a capability of the kernel (`security.capability`).
    package var hasCapability: Bool
    /// Whether overlayfs' attribute says that the directory hides what lower layers have in it.
    package var isOpaque = false
  }

  /// The files of the union for which `isWanted` holds, sorted by path.
  package func files(where isWanted: (Candidate) -> Bool) -> [FileEntry] {
    var files: [FileEntry] = []
    for number in nodes.indices.dropFirst() where nodes[number].isLive {
      if isWanted(candidate(Int32(number))) { files.append(entry(of: Int32(number))) }
    }
    return files.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// What lies right in a directory of the union, sorted by path; nothing when there is no such directory.
  package func children(of path: String) -> [FileEntry] { tree(path, isDeep: false) }

  /// The regular files at any depth below a directory of the union, sorted by path; of a file with several names, one.
  package func regularFiles(below path: String) -> [FileEntry] {
    var seen: Set<FileEntry.Origin> = []
    return tree(path, isDeep: true).filter { file in
      file.kind == .regularFile && file.origin.map { seen.insert($0).inserted } ?? false
    }
  }

  /// Whether a user owns a directory of the union, or something at any depth below it.
  package func isOwned(_ path: String, by uid: Int) -> Bool {
    guard let top = node(at: Array(path.utf8), followingLinks: true) else { return false }
    return owner(of: top) == uid || !walk(below: top, isDeep: true) { owner(of: $0) != uid }
  }

  /// Directories that no layer lists are root's.
  private func owner(of number: Int32) -> Int {
    let node = nodes[Int(number)]
    return node.layer < 0 ? 0 : Int(listings[Int(node.layer)].records[Int(node.record)].uid)
  }

  private func tree(_ path: String, isDeep: Bool) -> [FileEntry] {
    guard let top = node(at: Array(path.utf8), followingLinks: true) else { return [] }
    var entries: [FileEntry] = []
    walk(below: top, isDeep: isDeep) { number in
      entries.append(entry(of: number))
      return true
    }
    return entries.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// Shows `body` what lies below a node, in no particular order, until it has seen enough; whether it has seen all.
  @discardableResult
  private func walk(below top: Int32, isDeep: Bool, _ body: (Int32) -> Bool) -> Bool {
    var pending = [top]
    while let parent = pending.popLast() {
      var child = nodes[Int(parent)].firstChild
      while child != FileTree.none {
        if nodes[Int(child)].isLive {
          guard body(child) else { return false }
          if isDeep { pending.append(child) }
        }
        child = nodes[Int(child)].nextSibling
      }
    }
    return true
  }

  /// The entries of all layers for which `isWanted` holds, from the bottom and in the order of their layers; whiteouts are
  /// none. The path of each is the one that its layer gives it.
  package func layerFiles(where isWanted: (Candidate) -> Bool) -> [FileEntry] {
    var files: [FileEntry] = []
    for (layer, listing) in listings.enumerated() {
      for (number, record) in listing.records.enumerated() {
        let name = listing.name(record)
        if !isMarker(name), isWanted(candidate(name: name, layer: layer, record: number)) {
          files.append(entry(of: FileEntry.Origin(layer: layer, record: number), path: listing.path(record)))
        }
      }
    }
    return files
  }

  /// The regular files that a layer brought and that nobody can read any more, with the layer that took each away
  /// (`lostIn`): deleted, hidden, or replaced by something else of that name. Their sizes add up to the image's dead bytes.
  package func deadFiles() -> [FileEntry] {
    listings.enumerated().flatMap { layer, listing in
      listing.records.indices.compactMap { number in
        let record = listing.records[number]
        guard record.kind == .regularFile, !isMarker(listing.name(record)), !live[layer][number] else {
          return nil
        }
        return entry(of: FileEntry.Origin(layer: layer, record: number), path: listing.path(record))
      }
    }
  }

  /// Whether something else has taken the place of a file that cannot be read any more.
  package func isOverwritten(_ file: FileEntry) -> Bool {
    guard let origin = file.origin, file.lostIn != nil, lost[origin.layer].indices.contains(origin.record),
      lost[origin.layer][origin.record] >= 0
    else { return false }
    return removals[Int(lost[origin.layer][origin.record])].cause == .replaced
  }

  /// The layer that took away an entry; nil while it can be read. What never got into the union was taken away by its own
  /// layer.
  func killer(of layer: Int, record: Int) -> Int? {
    if live[layer][record] { return nil }
    guard lost[layer].indices.contains(record), lost[layer][record] >= 0 else { return layer }
    return Int(removals[Int(lost[layer][record])].layer)
  }

  /// Directories that no layer lists are as runtimes make them.
  private func candidate(_ number: Int32) -> Candidate {
    let node = nodes[Int(number)]
    guard node.layer >= 0 else {
      return Candidate(name: name(of: number), kind: .directory, mode: 0o755, size: 0, hasCapability: false)
    }
    return candidate(name: name(of: number), layer: Int(node.layer), record: Int(node.record))
  }

  private func candidate(name: ArraySlice<UInt8>, layer: Int, record number: Int) -> Candidate {
    // Every file is asked for by many rules: a copy of the listing, which has many parts, would take longer than all else.
    let record = listings[layer].records[number]
    let traits = listings[layer].traits.isEmpty ? nil : listings[layer].traits[number]
    return Candidate(
      name: name, kind: FileEntry.Kind(record.kind), mode: record.mode, size: record.size,
      hasCapability: traits?.capability != nil, isOpaque: traits?.isOpaque == true)
  }
}
