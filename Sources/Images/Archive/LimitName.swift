extension Limits {
  /// The limits that a policy may set, as it calls them.
  package enum Name: String, Sendable, CaseIterable {
    case members
    case layers
    case entriesPerLayer = "entries-per-layer"
    case entries
    case imageEntries = "image-entries"
    case headerBytes = "header-bytes"
    case accessRights = "access-rights"
    case pathBytes = "path-bytes"
    case nameBytes = "name-bytes"
    case listedBytesPerLayer = "listed-bytes-per-layer"
    case listedBytes = "listed-bytes"
    case impliedDirectories = "implied-directories"
    case linkBytes = "link-bytes"
    case layerBytes = "layer-bytes"
    case compressionRatio = "compression-ratio"
    case wantedBytes = "wanted-bytes"
    case documentBytes = "document-bytes"
    case documentDepth = "document-depth"
    case historyEntries = "history-entries"
    case stepBytes = "step-bytes"
    case descriptors
    case indexDepth = "index-depth"

    /// What the limit bounds.
    package var meaning: String {
      switch self {
      case .members: "members of the archive"
      case .layers: "layers of an image"
      case .entriesPerLayer: "entries of a layer"
      case .entries: "entries of all layers of the archive"
      case .imageEntries: "entries of all images of the archive, a layer counted for each image that has it"
      case .headerBytes: "bytes of the header of an entry, with its extended attributes"
      case .accessRights: "users and groups in the list of access rights of an entry"
      case .pathBytes: "bytes of a path in a layer"
      case .nameBytes: "bytes of one name in a path"
      case .listedBytesPerLayer: "bytes of all names and link targets of a layer"
      case .listedBytes: "bytes of all names and link targets of all layers of the archive"
      case .impliedDirectories: "directories of an image that no layer lists, and that only the paths below them imply"
      case .linkBytes: "bytes of symbolic links on the way to the entries of an image, each time that they are followed"
      case .layerBytes: "bytes of a layer, decompressed"
      case .compressionRatio: "decompressed bytes for each compressed one, in a layer of some size"
      case .wantedBytes: "bytes of the files that rules want to see"
      case .documentBytes: "bytes of a manifest, index or config"
      case .documentDepth: "levels of a manifest, index or config"
      case .historyEntries: "steps of the history"
      case .stepBytes: "bytes of one step of the history"
      case .descriptors: "descriptors of all indexes of the archive"
      case .indexDepth: "levels of indexes inside indexes"
      }
    }

    /// Whether it is a number of bytes.
    package var isSize: Bool {
      switch self {
      case .headerBytes, .pathBytes, .nameBytes, .listedBytesPerLayer, .listedBytes, .linkBytes, .layerBytes,
        .wantedBytes, .documentBytes, .stepBytes:
        true
      default: false
      }
    }

    fileprivate var path: WritableKeyPath<Limits, Int> {
      switch self {
      case .members: \.outerMembers
      case .layers: \.layers
      case .entriesPerLayer: \.entriesPerLayer
      case .entries: \.totalEntries
      case .imageEntries: \.imageEntries
      case .headerBytes: \.headerBytes
      case .accessRights: \.accessRights
      case .pathBytes: \.pathBytes
      case .nameBytes: \.componentBytes
      case .listedBytesPerLayer: \.nameBytesPerLayer
      case .listedBytes: \.totalNameBytes
      case .impliedDirectories: \.impliedDirectories
      case .linkBytes: \.linkBytes
      case .layerBytes: \.unpackedBytesPerLayer
      case .compressionRatio: \.compressionRatio
      case .wantedBytes: \.keptBytes
      case .documentBytes: \.jsonBytes
      case .documentDepth: \.jsonDepth
      case .historyEntries: \.historyEntries
      case .stepBytes: \.stepBytes
      case .descriptors: \.descriptors
      case .indexDepth: \.indexDepth
      }
    }
  }

  /// The limit of a name.
  package subscript(name: Name) -> Int {
    get { self[keyPath: name.path] }
    set { self[keyPath: name.path] = newValue }
  }
}

extension ArchiveError {
  /// A limit that was hit, with the name by which a policy raises it.
  static func exceeding(_ limit: Limits.Name, _ message: String, offset: Int? = nil) -> ArchiveError {
    ArchiveError(.limitExceeded, "\(message) (limit: \(limit.rawValue))", offset: offset)
  }
}
