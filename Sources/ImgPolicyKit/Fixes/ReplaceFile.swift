#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Puts a mended text in the place of a file.
///
/// Whoever reads the file at the same time sees all of the old text or all of the new one: the new one is written beside it, and
/// takes its name. Mode and owner stay, and of a symbolic link it is the file at its end that changes.
package enum ReplaceFile {
  /// Replaces `original` by `bytes`; throws when the file holds anything else by now, or may not be written.
  package static func replace(_ path: String, _ original: [UInt8], with bytes: [UInt8]) throws(InputError) {
    // What the name of a pipe leads to has no path.
    if ReadFile.exists(path), !ReadFile.isRegularFile(path) { throw refusal("it is no regular file") }
    let path = try resolved(path)
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw refusal("it is not there any more") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw refusal("it is no regular file") }
    // Root may write what is marked as not to be written.
    guard status.st_mode & 0o222 != 0, unsafe access(path, W_OK) == 0 else { throw refusal("it is read-only") }
    // Nobody else has this name; when all went well, nothing has it any more.
    let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
    defer { PrivateFiles.remove(draft) }
    guard PrivateFiles.create(draft, bytes) else {
      throw refusal("its directory takes no new file (\(unsafe String(cString: strerror(errno)).lowercased()))")
    }
    try takeOver(status, to: draft)
    let found = try ReadFile.bytes(at: path)
    // Under another name of the file, it was mended already.
    if found == bytes { return }
    guard found == original else { throw refusal("it was changed while it was judged") }
    guard unsafe rename(draft, path) == 0 else {
      throw refusal(unsafe String(cString: strerror(errno)).lowercased())
    }
  }

  /// Gives a file the owner and the mode of another one: first the owner, because changing that may take bits of the mode away.
  private static func takeOver(_ status: stat, to draft: String) throws(InputError) {
    var own = stat()
    guard unsafe stat(draft, &own) == 0 else { throw refusal("its directory takes no new file") }
    if own.st_uid != status.st_uid || own.st_gid != status.st_gid {
      guard unsafe chown(draft, status.st_uid, status.st_gid) == 0 else {
        throw refusal("it belongs to somebody else, and would not any more")
      }
    }
    guard unsafe chmod(draft, status.st_mode & 0o7777) == 0 else { throw refusal("its mode cannot be kept") }
  }

  /// The path of the file itself, behind all symbolic links.
  private static func resolved(_ path: String) throws(InputError) -> String {
    guard let found = unsafe realpath(path, nil) else { throw refusal("it is not there any more") }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  private static func refusal(_ reason: String) -> InputError {
    InputError(kind: "not-mended", message: "the mended text was not written: \(reason)")
  }
}
