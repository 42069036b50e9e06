internal import Linting

/// A directory of a layer with the files that the layer has right in it.
package struct LayerDirectory: Sendable {
  /// Bytes, without a leading slash; empty for the root.
  package var path: [UInt8]
  /// From 0 at the bottom.
  package var layer: Int
  /// The entries right in it, whiteouts not counted.
  package var count = 0
  /// Of the regular files, hard links once.
  package var bytes = 0
}

extension FileTree {
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
}
