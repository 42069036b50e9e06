#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What an open descriptor gives, from its present place to its end: a pipe, or anything else that is read once.
@safe final class PipeSource: BlockSource {
  private let descriptor: CInt
  private let buffer: UnsafeMutableRawBufferPointer

  /// The descriptor stays the caller's.
  init(_ descriptor: CInt) {
    self.descriptor = descriptor
    unsafe self.buffer = .allocate(byteCount: blockSize, alignment: 64)
  }

  deinit { unsafe buffer.deallocate() }

  /// Pipes give little at a time: the block is filled, so that what is above works in large pieces.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    var filled = 0
    while filled < blockSize {
      let count = unsafe readBytes(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, blockSize - filled)
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw ArchiveError(.notReadable, "cannot be read: \(describe(errno))")
      }
    }
    return unsafe UnsafeRawBufferPointer(rebasing: buffer[..<filled])
  }

  func skip(_ count: Int) -> Int { 0 }
}

private func readBytes(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}
