/// What one pass over a layer blob gives.
struct LayerContents: Sendable {
  var listing = LayerListing()
  var compression = Compression.none
  /// Of the bytes as they lie in the archive; empty when nothing was hashed.
  var storedDigests: [Digest.Algorithm: Digest] = [:]
  /// Of the whole decompressed stream, what follows the tar's end mark included.
  var tarDigests: [Digest.Algorithm: Digest] = [:]
  var storedBytes = 0
  var tarBytes = 0
  var kept = KeptContents()
  /// The digests of files' contents, by the number of the entry; the last ones may be missing, all when they are not asked for.
  var fileDigests: [ContentDigest] = []
  var faults = FaultList()
  /// Whether the tar was read to its end.
  var isComplete = false

  /// What is known of the bytes without looking into them.
  var withoutContent: LayerContents {
    var bare = LayerContents()
    bare.compression = compression
    bare.storedBytes = storedBytes
    bare.storedDigests = storedDigests
    return bare
  }
}

/// What is to be learnt of a layer blob.
struct LayerRequest: Sendable {
  /// Which digests of the stored bytes are needed.
  var storedAlgorithms: Set<Digest.Algorithm> = []
  /// Which digests of the decompressed bytes are needed.
  var tarAlgorithms: Set<Digest.Algorithm> = []
  /// Whether the config says that the layer has no bytes at all.
  var mayBeEmpty = false
  /// Whether the digest of each file's content is needed.
  var digestsFiles = false
  /// The numbers of the entries whose digests are needed; nil for all.
  var digestedEntries: Set<Int>?
  /// Whether a digest is known that the bytes must have.
  var isDigestKnown = false
  /// Whether the content cannot be read, so that only the stored bytes are hashed: an encrypted layer.
  var isOpaque = false
}
