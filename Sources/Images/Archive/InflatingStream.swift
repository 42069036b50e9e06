/// The bytes of a compressed stream, decompressed as its first bytes ask for, and hashed as they come out.
@safe final class InflatingStream: BlockSource {
  /// What is decompressed.
  struct Subject {
    /// As messages call it: `the layer`.
    var name: String
    /// Its compressed bytes; nil while they are not known.
    var length: Int?
  }

  private let inflater: any Inflater
  private let subject: Subject
  private let limits: Limits
  private var hash: StreamHash
  private var produced = 0
  /// The first block, until it is handed out.
  private var first: UnsafeRawBufferPointer?
  /// Why what comes out is not to be read, though it can be hashed: it is compressed once more.
  private(set) var nesting: ArchiveError?

  private init(_ inflater: any Inflater, _ subject: Subject, hash: StreamHash, limits: Limits) {
    self.inflater = inflater
    self.subject = subject
    self.hash = hash
    self.limits = limits
    unsafe self.first = nil
  }

  /// Opens a gzip or zstd stream; nil when nothing at all comes out of it.
  static func open(
    _ stored: any BlockSource, _ subject: Subject, compression: Compression,
    hashing algorithms: Set<Digest.Algorithm>, limits: Limits
  ) throws(ArchiveError) -> InflatingStream? {
    let inflater: any Inflater
    switch compression {
    case .gzip: inflater = GzipStream(stored, engine: makeGzipEngine())
    case .zstd: inflater = try ZstdInflater(stored)
    case .none, .bzip2, .xz: throw unsupported(compression, subject)
    }
    let stream = InflatingStream(inflater, subject, hash: StreamHash(algorithms), limits: limits)
    let first = unsafe try stream.inflate()
    if unsafe first.isEmpty { return nil }
    if unsafe Compression(magic: Array(first.prefix(512))) != .none { stream.nesting = nested(subject) }
    unsafe stream.first = first
    return stream
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let block = if let first = unsafe first { unsafe first } else { unsafe try inflate() }
    unsafe first = nil
    produced += block.count
    // While the length is not known, what was consumed so far stands for it, with patience: the beginning may be denser
    // than the rest.
    let length = unsafe block.isEmpty ? consumed : subject.length
    try checkGrowth(from: length ?? consumed, freely: limits.ratioFreeBytes * (length == nil ? 4 : 1))
    unsafe hash.update(block)
    return unsafe block
  }

  func skip(_ count: Int) -> Int { 0 }

  /// The digests of the decompressed bytes that have passed, as far as they were asked for.
  var digests: [Digest.Algorithm: Digest] { hash.digests() }

  /// Asks for no digests any more.
  func stopHashing() { hash = StreamHash([]) }

  /// The compressed bytes that the decompressor has taken.
  var consumed: Int { inflater.consumed }

  private func inflate() throws(ArchiveError) -> UnsafeRawBufferPointer {
    do throws(InflateFailure) { return unsafe try inflater.nextBlock() } catch { throw describe(error) }
  }

  private func checkGrowth(from compressed: Int, freely free: Int) throws(ArchiveError) {
    guard produced <= limits.unpackedBytesPerLayer else {
      throw ArchiveError.exceeding(
        .layerBytes, "\(subject.name) has more than \(limits.unpackedBytesPerLayer) bytes when decompressed")
    }
    let allowed = compressed.multipliedReportingOverflow(by: limits.compressionRatio)
    guard produced <= free || allowed.overflow || produced <= allowed.partialValue else {
      throw ArchiveError.exceeding(
        .compressionRatio,
        "\(subject.name) grows more than \(limits.compressionRatio) times when decompressed: a decompression bomb?")
    }
  }

  private func describe(_ failure: InflateFailure) -> ArchiveError {
    switch failure {
    case .source(let error): error
    case .truncated:
      ArchiveError(.truncatedArchive, "\(subject.name) is cut off: its compressed data ends early")
    case .damaged(let text):
      ArchiveError(.damagedArchive, "the compressed data of \(subject.name) is damaged (\(text))")
    case .windowTooLarge:
      ArchiveError(.limitExceeded, "\(subject.name) needs a zstd window of more than 128 MiB")
    case .nested: nested(subject)
    }
  }
}

private func nested(_ subject: InflatingStream.Subject) -> ArchiveError {
  ArchiveError(.unsupportedMediaType, "\(subject.name) is compressed twice, one inside the other: expected it once")
}

private func unsupported(_ compression: Compression, _ subject: InflatingStream.Subject) -> ArchiveError {
  ArchiveError(
    .unsupportedMediaType,
    "\(subject.name) is compressed with \(compression.rawValue): expected gzip, zstd or a plain tar")
}
