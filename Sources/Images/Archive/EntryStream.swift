/// The content of the entry whose header a tar reader read last, as a stream. Over when the reader goes on.
final class EntryStream: BlockSource {
  private let tar: TarReader
  private(set) var count = 0
  private var hash: ContentHash?

  /// - Parameter isHashed: whether a digest of the content is wanted.
  init(_ tar: TarReader, isHashed: Bool = false) {
    self.tar = tar
    hash = isHashed ? ContentHash() : nil
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let block = unsafe try tar.nextDataBlock()
    unsafe hash?.update(block, at: count)
    count += block.count
    return unsafe block
  }

  func skip(_ count: Int) -> Int { 0 }

  /// Reads what is left; the digest of the content, when one is wanted.
  func finish() throws(ArchiveError) -> ContentDigest? {
    guard hash != nil else { return nil }
    try drain()
    return hash?.finish(size: count)
  }
}
