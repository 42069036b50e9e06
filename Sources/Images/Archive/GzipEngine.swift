/// What decompresses single gzip members. ISA-L is more than twice as fast as zlib, which is always there; both check a member's
/// checksum and length, so nothing but the time depends on which of them is used.
protocol GzipEngine: AnyObject {
  /// Begins with another member.
  func reset()
  /// Decompresses as much of `input` as fits into `output`.
  func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> GzipStep
}

/// What came of one call.
struct GzipStep {
  enum State {
    /// More input or more room is needed.
    case going
    /// The member has ended, and its checksum and length are right.
    case ended
    /// This is no gzip, or another one than was written.
    case damaged
  }

  /// Negative where the engine gives back bytes that it took before, because they do not belong to the member.
  var taken: Int
  var produced: Int
  var state: State
}

/// The fastest engine of this machine.
func makeGzipEngine() -> any GzipEngine { IntelEngine() ?? ZlibEngine() }
