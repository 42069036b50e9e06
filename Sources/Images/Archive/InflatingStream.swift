internal import CArchive

/// The bytes of a compressed blob, decompressed by exactly the one filter that its first bytes ask for. Two digests come of
/// one pass: of the bytes as stored, and of the bytes as decompressed.
@safe final class InflatingStream: BlockSource {
  private let handle: OpaquePointer
  private let feed: BlockFeed
  private let stored: BlobStream
  private let storedLength: Int
  private let limits: Limits
  private var hash: StreamHash
  private var produced = 0
  private var isAtEnd = false

  private init(
    adopting handle: OpaquePointer, feed: BlockFeed, stored: BlobStream, length: Int, hash: StreamHash, limits: Limits
  ) {
    unsafe self.handle = handle
    self.feed = feed
    self.stored = stored
    self.storedLength = length
    self.hash = hash
    self.limits = limits
  }

  deinit { unsafe archive_read_free(handle) }

  /// Opens a gzip or zstd stream over `stored`, which has `length` bytes; nil when nothing at all comes out of it.
  static func open(
    _ stored: BlobStream, length: Int, compression: Compression, hashing algorithms: Set<Digest.Algorithm>,
    limits: Limits
  ) throws(ArchiveError) -> InflatingStream? {
    prepareLocale()
    let handle = unsafe try newHandle()
    let feed = BlockFeed(stored)
    let stream = unsafe InflatingStream(
      adopting: handle, feed: feed, stored: stored, length: length, hash: StreamHash(algorithms),
      limits: limits)
    switch compression {
    case .gzip: unsafe try require(archive_read_support_filter_gzip(handle), "gzip", handle)
    case .zstd: unsafe try require(archive_read_support_filter_zstd(handle), "zstd", handle)
    case .none, .bzip2, .xz: throw unsupported(compression)
    }
    unsafe try require(archive_read_support_format_raw(handle), "raw streams", handle)
    var entry: OpaquePointer?
    guard unsafe feed.open(handle) == ARCHIVE_OK, unsafe archive_read_next_header(handle, &entry) == ARCHIVE_OK else {
      if let failure = feed.failure { throw failure }
      return nil
    }
    guard unsafe archive_filter_count(handle) == 2 else { throw nestedCompression }
    return stream
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    guard !isAtEnd else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let result = unsafe archive_read_data_block(handle, &start, &count, &offset)
    if let failure = feed.failure { throw failure }
    switch result {
    case ARCHIVE_OK, ARCHIVE_WARN: break
    case ARCHIVE_EOF:
      isAtEnd = true
      return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    default:
      throw unsafe decompressionError(errorText(handle))
    }
    produced += count
    try checkGrowth()
    let block = unsafe UnsafeRawBufferPointer(start: start, count: count)
    unsafe hash.update(block)
    return unsafe block
  }

  func skip(_ count: Int) -> Int { 0 }

  /// The digests of the decompressed bytes that have passed, as far as they were asked for.
  var digests: [Digest.Algorithm: Digest] { hash.digests() }

  /// Decompresses what is left, so that the digests cover it.
  func drain() throws(ArchiveError) {
    while unsafe try !nextBlock().isEmpty {}
  }

  /// After the end: the bytes of the blob that the decompressor did not take.
  var unusedBytes: Int { max(0, storedLength - (unsafe Int(archive_filter_bytes(handle, -1)))) }

  private func checkGrowth() throws(ArchiveError) {
    guard produced <= limits.unpackedBytesPerLayer else {
      throw ArchiveError(
        .limitExceeded, "the layer has more than \(limits.unpackedBytesPerLayer) bytes when decompressed")
    }
    let allowed = storedLength.multipliedReportingOverflow(by: limits.compressionRatio)
    guard produced <= limits.ratioFreeBytes || allowed.overflow || produced <= allowed.partialValue else {
      throw ArchiveError(
        .limitExceeded,
        "the layer grows more than \(limits.compressionRatio) times when decompressed: a decompression bomb?")
    }
  }
}

private func unsupported(_ compression: Compression) -> ArchiveError {
  ArchiveError(
    .unsupportedMediaType, "the layer is compressed with \(compression.rawValue): expected gzip, zstd or a plain tar")
}

private let nestedCompression = ArchiveError(
  .unsupportedMediaType, "the layer is compressed twice, one inside the other: expected it once")

private func decompressionError(_ text: String) -> ArchiveError {
  let isTruncated = text.hasPrefix("Truncated") || text.contains("truncated")
  if isTruncated { return ArchiveError(.truncatedArchive, "the layer's compressed data ends early") }
  if text.contains("too much memory") {
    return ArchiveError(.limitExceeded, "the layer needs a zstd window of more than 128 MiB")
  }
  return ArchiveError(.damagedArchive, "the layer's compressed data is damaged (\(text))")
}
