internal import Linting

/// What the layers brought, whether it can still be read or not.
extension FileTree {
  /// What a file is called and is, before its path is put together.
  package struct Candidate {
    /// The last component of its path.
    package var name: ArraySlice<UInt8>
    package var kind: FileEntry.Kind
    package var mode: UInt16
    package var size: Int
    package var hasCapability: Bool
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

  private func tree(_ path: String, isDeep: Bool) -> [FileEntry] {
    guard let top = node(at: Array(path.utf8), followingLinks: true) else { return [] }
    var entries: [FileEntry] = []
    var pending = [top]
    while let parent = pending.popLast() {
      var child = nodes[Int(parent)].firstChild
      while child != FileTree.none {
        if nodes[Int(child)].isLive {
          entries.append(entry(of: child))
          if isDeep { pending.append(child) }
        }
        child = nodes[Int(child)].nextSibling
      }
    }
    return entries.sorted { $0.path.lexicographicallyPrecedes($1.path) }
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

  /// The hard links whose target is no path of their own layer, from the bottom.
  package func strayHardLinks() -> [FileEntry] {
    listings.enumerated().flatMap { layer, listing -> [FileEntry] in
      let links = listing.records.indices.filter { listing.records[$0].kind == .hardLink }.map { number in
        (number: number, target: EntryPath(Array(listing.link(listing.records[number]))))
      }
      if links.isEmpty { return [] }
      let names = Set(links.map(\.target.name))
      var paths: Set<[UInt8]> = []
      for record in listing.records where names.contains(listing.name(record)) { paths.insert(listing.path(record)) }
      return links.filter { !paths.contains($0.target.bytes) }.map { number, _ in
        entry(of: FileEntry.Origin(layer: layer, record: number), path: listing.path(listing.records[number]))
      }
    }
  }

  /// The layer that took away an entry; nil while it can be read. What never got into the union was taken away by its own
  /// layer.
  func killer(of layer: Int, record: Int) -> Int? {
    if live[layer][record] { return nil }
    guard lost[layer].indices.contains(record), lost[layer][record] >= 0 else { return layer }
    return Int(removals[Int(lost[layer][record])].layer)
  }

  /// A directory of a layer with the files that the layer has right in it.
  package struct LayerDirectory: Sendable {
    package var path: [UInt8]
    package var layer: Int
    package var count = 0
    /// Of the regular files, hard links once.
    package var bytes = 0
  }

  /// The directories of all layers for which `isWanted` holds, from the bottom, with what lies right in each of them.
  package func layerDirectories(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [LayerDirectory] {
    listings.enumerated().flatMap { layer, listing in
      var places: [Int?] = []
      var directories: [LayerDirectory] = []
      for number in 0..<listing.directories.count {
        let path = listing.directories[number]
        let isWanted = isWanted(path)
        places.append(isWanted ? directories.count : nil)
        if isWanted { directories.append(LayerDirectory(path: Array(path), layer: layer)) }
      }
      guard !directories.isEmpty else { return directories }
      for record in listing.records where !isMarker(listing.name(record)) {
        guard let place = places[Int(record.directory)] else { continue }
        directories[place].count += 1
        directories[place].bytes = directories[place].bytes.addingSaturating(record.size)
      }
      return directories
    }
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
    let listing = listings[layer]
    let record = listing.records[number]
    return Candidate(
      name: name, kind: FileEntry.Kind(record.kind), mode: record.mode, size: record.size,
      hasCapability: !listing.traits.isEmpty && listing.traits[number]?.capability != nil)
  }
}
