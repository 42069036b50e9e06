/// The bytes of a compressed blob, decompressed as its first bytes ask for. Two digests come of one pass: of the bytes as
/// stored, and of the bytes as decompressed.
@safe final class InflatingStream: BlockSource {
  private let inflater: any Inflater
  private let storedLength: Int
  private let limits: Limits
  private var hash: StreamHash
  private var produced = 0
  /// The first block, until it is handed out.
  private var first: UnsafeRawBufferPointer?

  private init(_ inflater: any Inflater, length: Int, hash: StreamHash, limits: Limits) {
    self.inflater = inflater
    self.storedLength = length
    self.hash = hash
    self.limits = limits
    unsafe self.first = nil
  }

  /// Opens a gzip or zstd stream over `stored`, which has `length` bytes; nil when nothing at all comes out of it.
  static func open(
    _ stored: BlobStream, length: Int, compression: Compression, hashing algorithms: Set<Digest.Algorithm>,
    limits: Limits
  ) throws(ArchiveError) -> InflatingStream? {
    let inflater: any Inflater
    switch compression {
    case .gzip: inflater = GzipStream(stored, engine: makeGzipEngine())
    case .zstd: inflater = try ZstdInflater(stored)
    case .none, .bzip2, .xz: throw unsupported(compression)
    }
    let stream = InflatingStream(inflater, length: length, hash: StreamHash(algorithms), limits: limits)
    let first = unsafe try stream.inflate()
    if unsafe first.isEmpty { return nil }
    // A tar may well have an entry whose name looks like another magic number.
    let head = unsafe Array(first.prefix(512))
    let isTar = head.dropFirst(257).starts(with: "ustar".utf8)
    guard isTar || Compression(magic: head) == .none else { throw describe(.nested) }
    unsafe stream.first = first
    return stream
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let block = if let first = unsafe first { unsafe first } else { unsafe try inflate() }
    unsafe first = nil
    produced += block.count
    try checkGrowth()
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
  var unusedBytes: Int { max(0, storedLength - inflater.consumed) }

  private func inflate() throws(ArchiveError) -> UnsafeRawBufferPointer {
    do throws(InflateFailure) { return unsafe try inflater.nextBlock() } catch { throw describe(error) }
  }

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

private func describe(_ failure: InflateFailure) -> ArchiveError {
  switch failure {
  case .source(let error): error
  case .truncated: ArchiveError(.truncatedArchive, "the layer's compressed data ends early")
  case .damaged(let text): ArchiveError(.damagedArchive, "the layer's compressed data is damaged (\(text))")
  case .windowTooLarge: ArchiveError(.limitExceeded, "the layer needs a zstd window of more than 128 MiB")
  case .nested:
    ArchiveError(.unsupportedMediaType, "the layer is compressed twice, one inside the other: expected it once")
  }
}
