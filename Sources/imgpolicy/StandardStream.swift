#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The streams of the process. All of the program's system calls are here.
enum StandardStream {
  case output
  case error

  private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  var isRegularFile: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The columns of the terminal; nil when the stream is none.
  var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all bytes; false when the other end does not take them.
  @discardableResult
  static func write(_ bytes: [UInt8], to stream: StandardStream) -> Bool {
    write(bytes, to: stream.descriptor)
  }

  /// Replaces or creates a file; false when it cannot be written whole.
  static func write(_ bytes: [UInt8], toFile path: String) -> Bool { write(bytes, toFile: path, O_TRUNC) }

  /// Adds to a file, which is created when there is none; false when it cannot be written whole.
  static func append(_ bytes: [UInt8], toFile path: String) -> Bool { write(bytes, toFile: path, O_APPEND) }

  private static func write(_ bytes: [UInt8], toFile path: String, _ mode: Int32) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | mode | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    let isWritten = write(bytes, to: descriptor)
    return close(descriptor) == 0 && isWritten
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        guard let start = buffer.baseAddress else { return true }
        let count = unsafe systemWrite(descriptor, start + offset, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
  }
}

/// `write` by a name that the method of the same name does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}

/// Ends the program with a status.
func endProcess(_ status: Int32) -> Never { exit(status) }
