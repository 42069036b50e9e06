/// The content of the entry whose header a tar reader read last, as a stream. Over when the reader goes on.
final class EntryStream: BlockSource {
  private let tar: TarReader
  private(set) var count = 0

  init(_ tar: TarReader) { self.tar = tar }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let block = unsafe try tar.nextDataBlock()
    count += block.count
    return unsafe block
  }

  func skip(_ count: Int) -> Int { 0 }
}
