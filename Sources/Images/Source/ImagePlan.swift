/// What the documents of an archive say about one image, before any layer is read.
struct ImagePlan: Sendable {
  struct Layer: Sendable {
    /// nil when the archive does not have it.
    var blob: Blob?
    /// The digest of the stored bytes that a descriptor, or the place in the archive, states.
    var digest: Digest?
    /// The bytes that a descriptor states.
    var size: Int?
    /// As stated; empty where the format has none.
    var mediaType = ""
    /// What the archive calls it, for messages.
    var name: String
    /// The complaint about a layer that cannot be read at all.
    var fault: ImageFault?
  }

  var tags: [String] = []
  var format: ImageModel.Format
  /// What an index says about it; the config knows better.
  var platform = ""
  var config: ImageConfig?
  var configDigest: Digest?
  /// Whether the config came with OCI's media type, for which HEALTHCHECK does not exist.
  var isOCIConfig = false
  /// As an index states it; nil where there is none.
  var manifestDigest: Digest?
  /// The digests of its manifest and of the indexes that lead to it.
  var registryDigests: [Digest] = []
  /// Whether the config says what the digests of the uncompressed layers are; Docker before 1.10 did not know them.
  var statesDiffIDs = true
  /// The attestations that the archive has for the image; nil where it could not have any.
  var attestations: Int?
  var layers: [Layer] = []
  /// Whether `layers` are all that the manifest lists: a list that cannot be followed is not counted.
  var listsAllLayers = true
  var faults = FaultList()

  init(format: ImageModel.Format) { self.format = format }

  /// What the config says the uncompressed digest of a layer is; nil when it says nothing that can be checked.
  func diffID(at index: Int) -> Digest? {
    guard let diffIDs = config?.diffIDs, diffIDs.indices.contains(index) else { return nil }
    return Digest(diffIDs[index])
  }
}

/// A format of image archives: finds the images in a store.
protocol ImageSource {
  /// The images of the store, at least one. Throws when nothing can be said about any of them.
  func plans() throws(ArchiveError) -> [ImagePlan]
  /// After `plans`: the blobs that no document names.
  var unusedBlobs: UnusedBlobs { get }
}
