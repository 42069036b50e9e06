/// Bytes that are pulled block by block.
protocol BlockSource: AnyObject {
  /// The next bytes; none at the end. They stay valid until the next call.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer
  /// Passes over up to `count` bytes without reading them, and says over how many. 0 where every byte must be seen.
  func skip(_ count: Int) -> Int
}

/// The bytes of a blob as they lie in the file, hashed as they pass when a digest is asked for.
@safe final class BlobStream: BlockSource {
  static let blockSize = 64 << 10
  /// What is read first where a reader skips: most of it would be read in vain.
  private static let firstBlockSize = 4 << 10

  private let blob: Blob
  private let end: Int
  private var position: Int
  private var hash: StreamHash
  private let progress: ReadProgress?
  private let buffer: UnsafeMutableRawBufferPointer
  /// Doubles from block to block until the reader skips.
  private var nextSize: Int

  init(_ blob: Blob, hashing algorithms: Set<Digest.Algorithm> = [], progress: ReadProgress? = nil) {
    self.blob = blob
    self.end = blob.isComplete ? blob.offset + blob.length : max(blob.offset, blob.file.size)
    self.position = blob.offset
    self.hash = StreamHash(algorithms)
    self.progress = progress
    self.nextSize = algorithms.isEmpty ? Self.firstBlockSize : Self.blockSize
    unsafe self.buffer = .allocate(byteCount: Self.blockSize, alignment: 64)
  }

  deinit { unsafe buffer.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let wanted = min(nextSize, end - position)
    nextSize = min(nextSize * 2, Self.blockSize)
    let block = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let count = unsafe try blob.file.read(at: position, into: block)
    position += count
    progress?.advance(count)
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: block[..<count])
    unsafe hash.update(bytes)
    return unsafe bytes
  }

  func skip(_ count: Int) -> Int {
    guard hash.isIdle, count > 0 else { return 0 }
    let skipped = min(count, end - position)
    position += skipped
    nextSize = Self.firstBlockSize
    progress?.advance(skipped)
    return skipped
  }

  /// Reads what is left, so that the digest covers it.
  func drain() throws(ArchiveError) {
    while unsafe try !nextBlock().isEmpty {}
  }

  /// The digests of the bytes that have passed, as far as they were asked for.
  var digests: [Digest.Algorithm: Digest] { hash.digests() }
}
