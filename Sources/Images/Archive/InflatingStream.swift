internal import CArchive

/// The bytes of a compressed stream, decompressed by exactly the one filter that its first bytes ask for, and hashed as they
/// come out.
@safe final class InflatingStream: BlockSource {
  /// What is decompressed.
  struct Subject {
    /// As messages call it: `the layer`.
    var name: String
    /// Its compressed bytes; nil while they are not known.
    var length: Int?
  }

  private let handle: OpaquePointer
  private let feed: BlockFeed
  private let subject: Subject
  private let limits: Limits
  private var hash: StreamHash
  private var produced = 0
  private var isAtEnd = false

  private init(adopting handle: OpaquePointer, feed: BlockFeed, subject: Subject, hash: StreamHash, limits: Limits) {
    unsafe self.handle = handle
    self.feed = feed
    self.subject = subject
    self.hash = hash
    self.limits = limits
  }

  deinit { unsafe archive_read_free(handle) }

  /// Opens a gzip or zstd stream; nil when nothing at all comes out of it.
  static func open(
    _ stored: any BlockSource, _ subject: Subject, compression: Compression,
    hashing algorithms: Set<Digest.Algorithm>, limits: Limits
  ) throws(ArchiveError) -> InflatingStream? {
    prepareLocale()
    let handle = unsafe try newHandle()
    let feed = BlockFeed(stored)
    let stream = unsafe InflatingStream(
      adopting: handle, feed: feed, subject: subject, hash: StreamHash(algorithms), limits: limits)
    switch compression {
    case .gzip: unsafe try require(archive_read_support_filter_gzip(handle), "gzip", handle)
    case .zstd: unsafe try require(archive_read_support_filter_zstd(handle), "zstd", handle)
    case .none, .bzip2, .xz: throw unsupported(compression, subject)
    }
    unsafe try require(archive_read_support_format_raw(handle), "raw streams", handle)
    var entry: OpaquePointer?
    guard unsafe feed.open(handle) == ARCHIVE_OK else {
      if let failure = feed.failure { throw failure }
      let text = unsafe errorText(handle)
      // Nothing to be recognised is nothing at all; the filter has other words for what it cannot decompress.
      if text.hasPrefix("Unrecognized") { return nil }
      throw stream.decompressionError(text)
    }
    guard unsafe archive_read_next_header(handle, &entry) == ARCHIVE_OK else {
      if let failure = feed.failure { throw failure }
      return nil
    }
    switch unsafe archive_filter_count(handle) {
    case 1: throw stream.decompressionError("it has no sound header")
    case 2: return stream
    default: throw nestedCompression(subject)
    }
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
      try checkGrowth(from: consumed, freely: limits.ratioFreeBytes)
      return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    default:
      throw unsafe decompressionError(errorText(handle))
    }
    produced += count
    // While the length is not known, what was consumed so far stands for it, with patience: the beginning may be denser
    // than the rest.
    try checkGrowth(from: subject.length ?? consumed, freely: limits.ratioFreeBytes * (subject.length == nil ? 4 : 1))
    let block = unsafe UnsafeRawBufferPointer(start: start, count: count)
    unsafe hash.update(block)
    return unsafe block
  }

  func skip(_ count: Int) -> Int { 0 }

  /// The digests of the decompressed bytes that have passed, as far as they were asked for.
  var digests: [Digest.Algorithm: Digest] { hash.digests() }

  /// Asks for no digests any more.
  func stopHashing() { hash = StreamHash([]) }

  /// The compressed bytes that the decompressor has taken.
  var consumed: Int { unsafe max(0, Int(archive_filter_bytes(handle, -1))) }

  private func checkGrowth(from compressed: Int, freely free: Int) throws(ArchiveError) {
    guard produced <= limits.unpackedBytesPerLayer else {
      throw ArchiveError(
        .limitExceeded, "\(subject.name) has more than \(limits.unpackedBytesPerLayer) bytes when decompressed")
    }
    let allowed = compressed.multipliedReportingOverflow(by: limits.compressionRatio)
    guard produced <= free || allowed.overflow || produced <= allowed.partialValue else {
      throw ArchiveError(
        .limitExceeded,
        "\(subject.name) grows more than \(limits.compressionRatio) times when decompressed: a decompression bomb?")
    }
  }

  private func decompressionError(_ text: String) -> ArchiveError {
    let isTruncated = text.hasPrefix("Truncated") || text.contains("truncated")
    if isTruncated {
      return ArchiveError(.truncatedArchive, "\(subject.name) is cut off: its compressed data ends early")
    }
    if text.contains("too much memory") {
      return ArchiveError(.limitExceeded, "\(subject.name) needs a zstd window of more than 128 MiB")
    }
    return ArchiveError(.damagedArchive, "the compressed data of \(subject.name) is damaged (\(text))")
  }
}

private func unsupported(_ compression: Compression, _ subject: InflatingStream.Subject) -> ArchiveError {
  ArchiveError(
    .unsupportedMediaType,
    "\(subject.name) is compressed with \(compression.rawValue): expected gzip, zstd or a plain tar")
}

private func nestedCompression(_ subject: InflatingStream.Subject) -> ArchiveError {
  ArchiveError(
    .unsupportedMediaType, "\(subject.name) is compressed twice, one inside the other: expected it once")
}
