#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A regular file, open for reading at any offset from any thread. It is never mapped: a mapped file that shrinks while
/// it is read would kill the process.
final class InputFile: Sendable {
  private let descriptor: CInt
  let size: Int
  private let modified: Int

  private init(adopting descriptor: CInt, size: Int, modified: Int) {
    self.descriptor = descriptor
    self.size = size
    self.modified = modified
  }

  deinit { close(descriptor) }

  static func open(_ path: String) throws(ArchiveError) -> InputFile {
    // Asked before opening: opening a pipe could wait for a writer.
    guard case .regularFile = try kindOfPath(path) else { throw notRegular }
    #if canImport(Darwin)
      let descriptor = unsafe Darwin.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #elseif canImport(Musl)
      let descriptor = unsafe Musl.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #else
      let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    #endif
    guard descriptor >= 0 else { throw openError(errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, case .regularFile(let size) = kind(of: status) else {
      close(descriptor)
      throw notRegular
    }
    return InputFile(adopting: descriptor, size: size, modified: modificationTime(status))
  }

  /// Reads up to `buffer.count` bytes at `offset`; fewer only at the end of the file.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw ArchiveError(.notReadable, "cannot be read: \(describe(errno))", offset: offset + done)
      }
    }
    return done
  }

  /// The bytes at `offset`; fewer than `count` only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8] {
    let available = max(0, min(count, size - offset))
    var failure: ArchiveError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: available) { buffer, initialized in
      do throws(ArchiveError) {
        initialized = unsafe try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Whether the file has another size or modification time than when it was opened.
  func hasChanged() -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, case .regularFile(let size) = kind(of: status) else { return true }
    return size != self.size || modificationTime(status) != modified
  }
}

private let notRegular = ArchiveError(
  .notReadable,
  "is a pipe, device or socket: expected a regular file or a directory; a pipe is read as standard input, named -")

/// Nanoseconds since 1970, wrapped: only compared for equality.
private func modificationTime(_ status: stat) -> Int {
  #if canImport(Darwin)
    let time = status.st_mtimespec
  #else
    let time = status.st_mtim
  #endif
  return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
}
