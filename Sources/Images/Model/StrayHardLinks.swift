extension FileTree {
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
}
