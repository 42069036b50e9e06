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

  private let blob: Blob
  private let end: Int
  private var position: Int
  private var hash: StreamHash
  private let buffer: UnsafeMutableRawBufferPointer

  init(_ blob: Blob, hashing algorithms: Set<Digest.Algorithm> = []) {
    self.blob = blob
    self.end = blob.isComplete ? blob.offset + blob.length : max(blob.offset, blob.file.size)
    self.position = blob.offset
    self.hash = StreamHash(algorithms)
    unsafe self.buffer = .allocate(byteCount: Self.blockSize, alignment: 64)
  }

  deinit { unsafe buffer.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let wanted = min(Self.blockSize, end - position)
    let block = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let count = unsafe try blob.file.read(at: position, into: block)
    position += count
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: block[..<count])
    unsafe hash.update(bytes)
    return unsafe bytes
  }

  func skip(_ count: Int) -> Int {
    guard hash.isIdle, count > 0 else { return 0 }
    let skipped = min(count, end - position)
    position += skipped
    return skipped
  }

  /// Reads what is left, so that the digest covers it.
  func drain() throws(ArchiveError) {
    while unsafe try !nextBlock().isEmpty {}
  }

  /// The digests of the bytes that have passed, as far as they were asked for.
  var digests: [Digest.Algorithm: Digest] { hash.digests() }
}
