/// Bytes that are pulled block by block.
protocol BlockSource: AnyObject {
  /// The next bytes; none at the end. They stay valid until the next call.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer
  /// Passes over up to `count` bytes without reading them, and says over how many. 0 where every byte must be seen.
  func skip(_ count: Int) -> Int
}

extension BlockSource {
  /// Reads what is left.
  func drain() throws(ArchiveError) {
    while unsafe try !nextBlock().isEmpty {}
  }
}

/// How many bytes are read at once.
let blockSize = 64 << 10

/// A run of bytes of an open file.
@safe final class FileSource: BlockSource {
  /// What is read first where a reader skips: a header and the beginning of what follows. Most of a larger block would be read in
  /// vain.
  private static let firstSize = 1 << 10

  private let file: InputFile
  private let end: Int
  private var position: Int
  /// Doubles from block to block until the reader skips.
  private var size = firstSize
  private let buffer: UnsafeMutableRawBufferPointer

  init(_ file: InputFile, from start: Int, to end: Int) {
    self.file = file
    self.position = start
    self.end = end
    unsafe self.buffer = .allocate(byteCount: blockSize, alignment: 64)
  }

  deinit { unsafe buffer.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let wanted = min(size, end - position)
    size = min(size * 2, blockSize)
    let block = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let count = unsafe try file.read(at: position, into: block)
    position += count
    return unsafe UnsafeRawBufferPointer(rebasing: block[..<count])
  }

  func skip(_ count: Int) -> Int {
    let skipped = max(0, min(count, end - position))
    position += skipped
    size = Self.firstSize
    return skipped
  }
}

/// A source whose progress somebody watches.
final class WatchedSource: BlockSource {
  private let source: any BlockSource
  private let progress: ReadProgress

  init(_ source: any BlockSource, _ progress: ReadProgress) {
    self.source = source
    self.progress = progress
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let block = unsafe try source.nextBlock()
    progress.advance(block.count)
    return unsafe block
  }

  func skip(_ count: Int) -> Int {
    let skipped = source.skip(count)
    progress.advance(skipped)
    return skipped
  }
}

extension ReadProgress {
  /// Counts what is read of `source`, where somebody watches.
  static func watch(_ source: any BlockSource, _ progress: ReadProgress?) -> any BlockSource {
    progress.map { WatchedSource(source, $0) } ?? source
  }
}

/// Bytes that are in memory already, as one block.
@safe final class MemorySource: BlockSource {
  private let buffer: UnsafeMutableRawBufferPointer
  private var isRead = false

  init(_ bytes: [UInt8]) {
    unsafe self.buffer = .allocate(byteCount: bytes.count, alignment: 64)
    unsafe buffer.copyBytes(from: bytes)
  }

  deinit { unsafe buffer.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    defer { isRead = true }
    return unsafe isRead ? UnsafeRawBufferPointer(start: nil, count: 0) : UnsafeRawBufferPointer(buffer)
  }

  func skip(_ count: Int) -> Int { 0 }
}
