internal import CInflate

/// Decompresses gzip members with zlib.
@safe final class ZlibEngine: GzipEngine {
  /// Expect a gzip header, and the largest window.
  private static let windowBits: CInt = 15 + 16

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    isReady = unsafe inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    if isReady { unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
  }

  func reset() { if isReady { unsafe inflateReset(stream) } }

  func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> GzipStep {
    guard isReady else { return GzipStep(taken: 0, produced: 0, state: .damaged) }
    // zlib reads from a pointer that it does not declare constant.
    unsafe stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
      .assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
    let result = unsafe CInflate.inflate(stream, Z_NO_FLUSH)
    let taken = input.count - Int(unsafe stream.pointee.avail_in)
    let produced = output.count - Int(unsafe stream.pointee.avail_out)
    let state: GzipStep.State =
      switch result {
      case Z_STREAM_END: .ended
      case Z_OK, Z_BUF_ERROR: .going
      default: .damaged
      }
    return GzipStep(taken: taken, produced: produced, state: state)
  }
}
