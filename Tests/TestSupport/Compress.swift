internal import CArchive

/// How the layers of a built archive are compressed.
package enum LayerCompression: String, Sendable, CaseIterable {
  case plain
  case gzip
  case zstd
}

package struct CompressionFailure: Error, Sendable {
  package var message: String
}

/// `bytes`, compressed; the same bytes give the same result.
package func compress(_ bytes: [UInt8], with compression: LayerCompression) throws -> [UInt8] {
  if compression == .plain { return bytes }
  guard let handle = unsafe archive_write_new() else { throw CompressionFailure(message: "no memory") }
  defer { unsafe archive_write_free(handle) }
  func require(_ result: CInt) throws {
    guard result == ARCHIVE_OK else {
      let text = unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? "no reason given"
      throw CompressionFailure(message: text)
    }
  }
  if compression == .gzip {
    unsafe try require(archive_write_add_filter_gzip(handle))
    unsafe try require(archive_write_set_filter_option(handle, "gzip", "timestamp", nil))
  } else {
    unsafe try require(archive_write_add_filter_zstd(handle))
  }
  unsafe try require(archive_write_set_format_raw(handle))
  var used = 0
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + (64 << 10))
  try unsafe output.withUnsafeMutableBytes { buffer in
    unsafe try require(archive_write_open_memory(handle, buffer.baseAddress, buffer.count, &used))
    let entry = unsafe archive_entry_new()
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_pathname(entry, "data")
    unsafe archive_entry_set_filetype(entry, 0o100000)
    unsafe try require(archive_write_header(handle, entry))
    let written = unsafe bytes.withUnsafeBytes { unsafe archive_write_data(handle, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw CompressionFailure(message: "only \(written) bytes written") }
    unsafe try require(archive_write_close(handle))
  }
  return Array(output.prefix(used))
}
