#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The file system as far as text inputs need it. The only unsafe code outside the archive reader is here, in
/// `PrivateFiles`, in `ReplaceFile` and in `ChildProcess`: system calls that take pointers.
package enum ReadFile {
  /// The most bytes that a text input may have: 64 MiB.
  package static let sizeLimit = 64 << 20

  /// An entry of a directory. `.` and `..` are left out.
  struct Entry {
    enum Kind {
      case file
      case directory
      case symbolicLink
      case other
    }

    var name: String
    var kind: Kind
  }

  /// All bytes of a file or pipe.
  package static func bytes(at path: String, limit: Int = sizeLimit) throws(InputError) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    return try bytes(of: descriptor, limit: limit)
  }

  /// All bytes of standard input.
  package static func standardInput(limit: Int = sizeLimit) throws(InputError) -> [UInt8] {
    try bytes(of: 0, limit: limit)
  }

  /// The first `count` bytes of a file, or all that it has.
  static func head(of path: String, count: Int) throws(InputError) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count < count, try append(count - bytes.count, from: descriptor, to: &bytes) {}
    return bytes
  }

  package static func exists(_ path: String) -> Bool { mode(of: path) != nil }

  package static func isRegularFile(_ path: String) -> Bool { mode(of: path) == S_IFREG }

  /// Symbolic links are followed.
  static func isDirectory(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

  /// The path without symbolic links, also where its end does not exist.
  static func resolvingLinks(_ path: String) -> String {
    if let resolved = unsafe realpath(path, nil) {
      defer { unsafe free(resolved) }
      return unsafe String(cString: resolved)
    }
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return path }
    let parent = resolvingLinks(String(path[..<slash]))
    return (parent == "/" ? "" : parent) + path[slash...]
  }

  /// The bytes of a file; of a symbolic link, those of the link itself. nil when there is no such file.
  static func size(of path: String) -> Int? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The entries of a directory, by the bytes of their names.
  static func entries(of directory: String) throws(InputError) -> [Entry] {
    guard let stream = unsafe opendir(directory) else { throw failure(errno) }
    defer { unsafe closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      entries.append(Entry(name: name, kind: kind(of: unsafe entry.pointee.d_type, at: "\(directory)/\(name)")))
      errno = 0
    }
    guard errno == 0 else { throw failure(errno) }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func open(_ path: String) throws(InputError) -> Int32 {
    let descriptor = unsafe systemOpen(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    return descriptor
  }

  private static func bytes(of descriptor: Int32, limit: Int) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try append(1 << 16, from: descriptor, to: &bytes) {
      guard bytes.count <= limit else {
        throw InputError(
          kind: "limit-exceeded", message: "larger than \(limit >> 20) MiB: that is no text that a person wrote",
          offset: limit)
      }
    }
    return bytes
  }

  /// Reads at most `count` bytes; false at the end.
  private static func append(
    _ count: Int, from descriptor: Int32, to bytes: inout [UInt8]
  ) throws(InputError) -> Bool {
    var failed: Int32 = 0
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var result = unsafe read(descriptor, buffer.baseAddress, count)
      while result < 0, errno == EINTR { result = unsafe read(descriptor, buffer.baseAddress, count) }
      if result < 0 { failed = errno }
      filled = max(0, result)
    }
    guard failed == 0 else { throw failure(failed) }
    bytes += piece
    return !piece.isEmpty
  }

  private static func kind(of type: UInt8, at path: String) -> Entry.Kind {
    switch Int(type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .directory
    case Int(DT_LNK): return .symbolicLink
    case Int(DT_UNKNOWN):
      // Some file systems do not tell the kind in the listing.
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { return .other }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .directory
      case S_IFLNK: return .symbolicLink
      default: return .other
      }
    default: return .other
    }
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func failure(_ code: Int32) -> InputError {
    switch code {
    case ENOENT, ENOTDIR: InputError(kind: "no-such-file", message: "no such file or directory")
    case EISDIR: InputError(kind: "is-a-directory", message: "a directory, where a file is expected")
    case EACCES, EPERM: InputError(kind: "not-readable", message: "permission denied")
    default: InputError(kind: "not-readable", message: unsafe String(cString: strerror(code)).lowercased())
    }
  }
}

/// `open` by a name that the method of the same name does not hide.
private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32) -> Int32 { unsafe open(path, flags) }
