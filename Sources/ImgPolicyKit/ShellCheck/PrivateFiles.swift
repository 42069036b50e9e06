#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files that are this user's alone: the scripts that ShellCheck reads, and its results.
enum PrivateFiles {
  /// What is known of a file without opening it.
  struct Status: Sendable, Hashable {
    var size: Int
    /// Nanoseconds since 1970.
    var modified: Int
    var inode: UInt64
    var isRegular: Bool
  }

  /// Makes a directory with a name of its own below `parent`; nil when that cannot be done.
  static func makeTemporaryDirectory(in parent: String) -> String? {
    var template = Array("\(parent)/imgpolicy-XXXXXX".utf8CString)
    return unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: path)
    }
  }

  /// Makes a directory and those above it; false when there is none afterwards.
  static func makeDirectory(_ path: String) -> Bool {
    if ReadFile.isDirectory(path) { return true }
    let parent = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    guard !parent.isEmpty, makeDirectory(String(parent)) else { return false }
    return unsafe mkdir(path, 0o700) == 0 || ReadFile.isDirectory(path)
  }

  /// Writes a new file; false when it exists or cannot be written whole.
  static func create(_ path: String, _ bytes: [UInt8]) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let isWritten = write(bytes, to: descriptor)
    return close(descriptor) == 0 && isWritten
  }

  /// Puts a file where another may be: whoever reads it at the same time sees all of the old or all of the new one.
  static func replace(_ path: String, _ bytes: [UInt8]) -> Bool {
    let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
    guard create(draft, bytes), unsafe rename(draft, path) == 0 else {
      remove(draft)
      return false
    }
    return true
  }

  static func remove(_ path: String) { _ = unsafe unlink(path) }

  /// Removes a directory with its files; one with directories in it stays.
  static func removeDirectory(_ path: String) {
    let entries = (try? ReadFile.entries(of: path)) ?? []
    for entry in entries { remove("\(path)/\(entry.name)") }
    _ = unsafe rmdir(path)
  }

  /// Symbolic links are followed; nil for what is not there.
  static func status(of path: String) -> Status? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Status(
      size: Int(status.st_size), modified: Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec),
      inode: UInt64(status.st_ino), isRegular: status.st_mode & S_IFMT == S_IFREG)
  }

  /// Whether this user may run the file.
  static func isExecutable(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }

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
