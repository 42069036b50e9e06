/// A run of bytes of an open file: a member of an archive, or a file of a layout directory.
struct Blob: Sendable {
  let file: InputFile
  let offset: Int
  /// As the archive states it; the file may end earlier.
  let length: Int

  /// Whether the file is long enough to hold all of it.
  var isComplete: Bool { length <= file.size - offset }

  /// All bytes; `limit` is the most that is read into memory.
  func bytes(limit: Int, what: @autoclosure () -> String) throws(ArchiveError) -> [UInt8] {
    guard length <= limit else {
      throw ArchiveError(
        .limitExceeded, "\(what()) has \(length) bytes: at most \(limit) are read", offset: offset)
    }
    let bytes = try file.bytes(at: offset, count: length)
    guard bytes.count == length else {
      throw ArchiveError(
        .truncatedArchive, "\(what()) ends after \(bytes.count) of \(length) bytes: export the image again",
        offset: file.size)
    }
    return bytes
  }

  /// What tells one blob of an input from another.
  struct Identity: Hashable {
    let file: ObjectIdentifier
    let offset: Int
    let length: Int
  }

  var identity: Identity { Identity(file: ObjectIdentifier(file), offset: offset, length: length) }
}
