/// An archive that is read once from its beginning to its end, decompressed on the way where it is compressed as a whole. Its
/// own bytes are hashed as long as it may be a layer and not an image.
final class OuterStream {
  let stored: StoredStream
  let compression: Compression
  /// nil for an archive that is not compressed.
  let inflated: InflatingStream?
  /// The bytes of the tar.
  let tar: any BlockSource
  /// The first of them.
  let start: [UInt8]
  private(set) var isHashed = true

  /// `length` is that of `source` where it is known.
  init(_ source: any BlockSource, length: Int?, options: ReadOptions) throws(ArchiveError) {
    let hashing: Set<Digest.Algorithm> = options.verify ? [.sha256] : []
    stored = StoredStream(source)
    let head = try stored.peek()
    guard !head.isEmpty else { throw nothing }
    stored.hash(hashing)
    compression = Compression(magic: head)
    switch compression {
    case .none:
      inflated = nil
      tar = stored
      start = head
    case .gzip, .zstd:
      let stream = try InflatingStream.open(
        stored, .init(name: "the archive", length: length), compression: compression, hashing: hashing,
        limits: options.limits)
      guard let stream else { throw noContent }
      if let nesting = stream.nesting { throw nesting }
      let content = StoredStream(stream)
      inflated = stream
      tar = content
      start = try content.peek()
    case .bzip2, .xz:
      throw unsupported(compression)
    }
  }

  func stopHashing() {
    isHashed = false
    stored.hash([])
    inflated?.stopHashing()
  }

  /// Reads what follows the compressed data; how many bytes there were.
  func drain() throws(ArchiveError) -> Int {
    try stored.drain()
    return inflated.map { max(0, stored.count - $0.consumed) } ?? 0
  }
}

let nothing = ArchiveError(.emptyFile, "is empty: expected an image archive; export the image again")

private let noContent = ArchiveError(
  .damagedArchive, "the compressed data of the archive is damaged or empty: export the image again")

private func unsupported(_ compression: Compression) -> ArchiveError {
  let program = compression == .bzip2 ? "bzip2 -d" : "xz -d"
  return ArchiveError(
    .unsupportedCompression, "is compressed with \(compression.rawValue) as a whole: decompress it first (\(program))")
}
