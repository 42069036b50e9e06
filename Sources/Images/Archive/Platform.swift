#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What a path leads to.
enum PathKind: Sendable, Hashable {
  case regularFile(size: Int)
  case directory
  /// A pipe, a device or a socket: reading it could block, or never end.
  case special
}

/// What lies at `path`, symbolic links followed.
func kindOfPath(_ path: String) throws(ArchiveError) -> PathKind {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { throw openError(errno) }
  return kind(of: status)
}

func kind(of status: stat) -> PathKind {
  switch status.st_mode & S_IFMT {
  case S_IFREG: .regularFile(size: Int(status.st_size))
  case S_IFDIR: .directory
  default: .special
  }
}

/// The regular files of a directory, with their sizes, in no particular order; none when it cannot be listed.
func filesOfDirectory(_ path: String) -> [(name: String, size: Int)] {
  guard let stream = unsafe opendir(path) else { return [] }
  defer { unsafe closedir(stream) }
  var files: [(name: String, size: Int)] = []
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if case .regularFile(let size)? = try? kindOfPath("\(path)/\(name)") { files.append((name, size)) }
  }
  return files
}

/// The error for a failed `stat` or `open`.
func openError(_ code: CInt) -> ArchiveError {
  if code == ENOENT || code == ENOTDIR {
    return ArchiveError(.noSuchFile, "no such file: expected an image archive or an OCI layout directory")
  }
  return ArchiveError(.notReadable, "cannot be opened: \(describe(code))")
}

/// The system's own words for an error number.
func describe(_ code: CInt) -> String {
  unsafe String(cString: strerror(code))
}

/// Makes libarchive hand out path names as the bytes that they are: in a locale of UTF-8 it would compose the characters of
/// pax names (NFC), so that two names become one path. The locale belongs to the whole process, so this runs once, before any
/// archive is opened and any thread started.
func prepareLocale() { _ = localeIsPrepared }

private let localeIsPrepared: Bool = {
  unsafe setlocale(LC_CTYPE, "C") != nil
}()
