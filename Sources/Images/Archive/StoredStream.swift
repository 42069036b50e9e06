/// The bytes of a blob as they are stored, counted as they pass, and hashed when a digest is asked for. Its beginning can be
/// looked at first.
@safe final class StoredStream: BlockSource {
  /// Enough for a tar header.
  private static let headSize = 512

  private let source: any BlockSource
  private var hash = StreamHash([])
  /// What was read in order to look at it, and is yet to be handed out.
  private var head: (buffer: UnsafeMutableRawBufferPointer, isHandedOut: Bool)?
  /// Bytes handed out or passed over.
  private(set) var count = 0

  init(_ source: any BlockSource) { self.source = source }

  deinit { unsafe head?.buffer.deallocate() }

  /// The first bytes, without taking them: 512, or all that there are. Only before anything else was read.
  func peek() throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < Self.headSize {
      let block = unsafe try source.nextBlock()
      if unsafe block.isEmpty { break }
      unsafe bytes.append(contentsOf: block)
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    unsafe buffer.copyBytes(from: bytes)
    unsafe head = (buffer, false)
    return Array(bytes.prefix(Self.headSize))
  }

  /// Asks for digests of the bytes, from the next one on.
  func hash(_ algorithms: Set<Digest.Algorithm>) { hash = StreamHash(algorithms) }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let block: UnsafeRawBufferPointer
    if let head = unsafe takeHead() { unsafe block = head } else { unsafe block = try source.nextBlock() }
    count += block.count
    unsafe hash.update(block)
    return unsafe block
  }

  private func takeHead() -> UnsafeRawBufferPointer? {
    guard let head = unsafe head, unsafe !head.isHandedOut else { return nil }
    unsafe self.head = (head.buffer, true)
    return unsafe head.buffer.isEmpty ? nil : UnsafeRawBufferPointer(head.buffer)
  }

  func skip(_ request: Int) -> Int {
    guard hash.isIdle, request > 0, unsafe head?.isHandedOut ?? true else { return 0 }
    let skipped = source.skip(request)
    count += skipped
    return skipped
  }

  /// The digests of the bytes that have passed, as far as they were asked for.
  var digests: [Digest.Algorithm: Digest] { hash.digests() }
}
