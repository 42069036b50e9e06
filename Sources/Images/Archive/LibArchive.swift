internal import CArchive

/// The version of libarchive that is linked, such as `libarchive 3.6.2`.
package func libarchiveVersion() -> String { unsafe String(cString: archive_version_string()) }

/// A fresh reading handle without any format or filter.
func newHandle() throws(ArchiveError) -> OpaquePointer {
  guard let handle = unsafe archive_read_new() else {
    throw ArchiveError(.notReadable, "cannot be read: there is no memory for a libarchive handle")
  }
  return unsafe handle
}

/// Checks that libarchive itself has a format or filter. A warning means that it would run an external program instead,
/// which must never happen.
func require(_ result: CInt, _ what: String, _ handle: OpaquePointer) throws(ArchiveError) {
  guard result == ARCHIVE_OK else {
    throw ArchiveError(
      .notReadable, "cannot be read: \(libarchiveVersion()) was built without \(what); install one that has it")
  }
}

/// libarchive's own words for what went wrong last.
func errorText(_ handle: OpaquePointer) -> String {
  guard let text = unsafe archive_error_string(handle) else { return "libarchive gave no reason" }
  return unsafe String(cString: text)
}
