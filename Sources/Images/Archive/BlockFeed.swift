internal import CArchive

/// Hands the blocks of a source to libarchive's callbacks, and remembers what the callbacks cannot return: an error, and
/// where the last byte that is not zero lies.
@safe final class BlockFeed {
  let source: any BlockSource
  /// The error that ended the source; libarchive itself only sees that reading failed.
  private(set) var failure: ArchiveError?
  /// How many bytes have been handed out or passed over.
  private(set) var delivered = 0
  /// The offset of the last byte handed out that is not zero; -1 when there is none.
  private(set) var lastNonZero = -1
  private var block: UnsafeRawBufferPointer
  /// The blocks before the present one that hold the header that is being read, or was read last, for `peek`.
  private var earlier: [UInt8] = []
  private var isInHeader = false
  /// Longer headers than four of libarchive's longest are not looked at.
  private static let longestHeader = 4 << 20

  init(_ source: any BlockSource) {
    self.source = source
    unsafe self.block = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Opens `handle` over this feed, which must outlive it.
  func open(_ handle: OpaquePointer) -> CInt {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    return unsafe archive_read_open2(handle, context, nil, readBlock, skipBytes, nil)
  }

  /// From here until `endHeader` what is handed out is a header, and can be looked at by `peek`.
  func beginHeader() {
    earlier.removeAll(keepingCapacity: true)
    isInHeader = true
  }

  func endHeader() { isInHeader = false }

  /// The next block of the source; none at its end or when it failed.
  func next() -> UnsafeRawBufferPointer {
    if isInHeader, earlier.count < Self.longestHeader {
      unsafe earlier.append(contentsOf: block)
    } else {
      earlier.removeAll(keepingCapacity: true)
    }
    do throws(ArchiveError) {
      unsafe block = try source.nextBlock()
    } catch {
      failure = error
      unsafe block = UnsafeRawBufferPointer(start: nil, count: 0)
    }
    if let last = unsafe lastNonZeroByte(in: block) { lastNonZero = delivered + last }
    delivered += unsafe block.count
    return unsafe block
  }

  func skip(_ count: Int) -> Int {
    let skipped = source.skip(count)
    if skipped > 0 {
      unsafe block = UnsafeRawBufferPointer(start: nil, count: 0)
      earlier.removeAll(keepingCapacity: true)
    }
    delivered += skipped
    return skipped
  }

  /// Whether the field of 12 bytes at the stream offset `offset` is a number, as far as `peek` could see it.
  func isNumber(at offset: Int) -> Bool {
    let start = unsafe offset - (delivered - block.count)
    guard start >= 0, unsafe start + 12 <= block.count else { return isTarNumber(peek(at: offset, count: 12)) }
    return unsafe isTarNumber(block[start..<start + 12])
  }

  /// Up to `count` bytes at the stream offset `offset`, as far as they lie in the block that was handed out last or, with a header, in
  /// those before it.
  func peek(at offset: Int, count: Int) -> [UInt8] {
    let blockCount = unsafe block.count
    let start = offset - (delivered - blockCount)
    guard start >= -earlier.count, start < blockCount else { return [] }
    let before = start < 0 ? Array(earlier[(earlier.count + start)...].prefix(count)) : []
    return unsafe before + block[max(0, start)...].prefix(count - before.count)
  }
}

private func readBlock(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
  guard let context = unsafe context, let buffer = unsafe buffer else { return -1 }
  let feed = unsafe Unmanaged<BlockFeed>.fromOpaque(context).takeUnretainedValue()
  let block = unsafe feed.next()
  unsafe buffer.pointee = block.baseAddress
  return feed.failure == nil ? block.count : -1
}

private func skipBytes(_: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ request: Int64) -> Int64 {
  guard let context = unsafe context else { return 0 }
  let feed = unsafe Unmanaged<BlockFeed>.fromOpaque(context).takeUnretainedValue()
  return Int64(feed.skip(Int(request)))
}

/// From the end, word by word: data rarely ends in zeros, and where it does, the zeros must be passed quickly.
private func lastNonZeroByte(in block: UnsafeRawBufferPointer) -> Int? {
  var end = block.count
  while end >= 8, unsafe block.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) == 0 { end -= 8 }
  while end > 0, unsafe block[end - 1] == 0 { end -= 1 }
  return end > 0 ? end - 1 : nil
}
