/// A hard link that not every runtime can make: they make links as they come to them, from what the same layer has put there before.
package struct StrayHardLink: Sendable {
  /// Why it cannot be made.
  package enum Fault: Sendable {
    /// The layer has put nothing at the target's path before.
    case missing
    /// The target is a directory.
    case directory
  }

  /// The link, as its layer lists it.
  package var link: FileEntry
  /// What is wrong with its target.
  package var fault: Fault
}

extension FileTree {
  /// The hard links that not every runtime can make, from the bottom.
  package var strayHardLinks: [StrayHardLink] {
    strayLinks.map { link in
      let listing = listings[link.layer]
      let origin = FileEntry.Origin(layer: link.layer, record: link.record)
      return StrayHardLink(
        link: entry(of: origin, path: listing.path(listing.records[link.record])), fault: link.fault)
    }
  }
}
