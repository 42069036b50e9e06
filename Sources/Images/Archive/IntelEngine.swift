internal import CInflate
#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Decompresses gzip members with ISA-L, where that is installed.
@safe final class IntelEngine: GzipEngine {
  private let library: IntelLibrary
  private let state: UnsafeMutablePointer<inflate_state>

  /// nil where the library is not installed.
  init?() {
    guard let library = IntelLibrary.installed else { return nil }
    self.library = library
    unsafe state = .allocate(capacity: 1)
    unsafe library.begin(state)
    unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP)
  }

  deinit { unsafe state.deallocate() }

  func reset() {
    unsafe library.reset(state)
    unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP)
  }

  func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> GzipStep {
    // ISA-L reads from a pointer that it does not declare constant.
    unsafe state.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
      .assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_in = UInt32(clamping: input.count)
    unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_out = UInt32(clamping: output.count)
    let result = unsafe library.inflate(state)
    let taken = input.count - Int(unsafe state.pointee.avail_in)
    let produced = output.count - Int(unsafe state.pointee.avail_out)
    let outcome: GzipStep.State =
      if result < 0 {
        .damaged
      } else if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
        .ended
      } else {
        .going
      }
    return GzipStep(taken: taken, produced: produced, state: outcome)
  }
}

/// The functions of the installed library. It is not linked: Debian has it as a shared library only, and a program that needs one
/// more of these starts on fewer machines.
@safe private struct IntelLibrary: Sendable {
  private typealias Call = @convention(c) (UnsafeMutablePointer<inflate_state>) -> Void
  private typealias Inflate = @convention(c) (UnsafeMutablePointer<inflate_state>) -> CInt

  private static let names = ["libisal.so.2", "libisal.2.dylib"]

  /// nil where there is none.
  static let installed: IntelLibrary? = names.lazy.compactMap { name in
    unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL).flatMap { unsafe IntelLibrary($0) }
  }.first

  let begin: @convention(c) (UnsafeMutablePointer<inflate_state>) -> Void
  let reset: @convention(c) (UnsafeMutablePointer<inflate_state>) -> Void
  let inflate: @convention(c) (UnsafeMutablePointer<inflate_state>) -> CInt

  private init?(_ handle: UnsafeMutableRawPointer) {
    guard let begin = unsafe dlsym(handle, "isal_inflate_init"), let reset = unsafe dlsym(handle, "isal_inflate_reset"),
      let inflate = unsafe dlsym(handle, "isal_inflate")
    else { return nil }
    unsafe self.begin = unsafeBitCast(begin, to: Call.self)
    unsafe self.reset = unsafeBitCast(reset, to: Call.self)
    unsafe self.inflate = unsafeBitCast(inflate, to: Inflate.self)
  }
}
