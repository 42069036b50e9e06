/// The bytes behind a name in an archive or a layout directory.
struct Blob: Sendable {
  enum Content: Sendable {
    /// They lie in an open file and can be read at any time.
    case file(InputFile, offset: Int)
    case memory(KeptBytes)
    /// They went by in a stream; what was learnt of them on the way is all that there is.
    case passed(PassedBlob)
    /// They went by, and ended early.
    case cut(Int)
  }

  let content: Content
  /// As the archive states it; there may be fewer.
  let length: Int

  init(file: InputFile, offset: Int, length: Int) {
    self.content = .file(file, offset: offset)
    self.length = length
  }

  init(_ bytes: [UInt8], length: Int? = nil) {
    self.content = .memory(KeptBytes(bytes))
    self.length = length ?? bytes.count
  }

  init(passed contents: LayerContents, length: Int, isDocument: Bool = false) {
    self.content = .passed(PassedBlob(contents, isDocument: isDocument))
    self.length = length
  }

  init(cutTo count: Int, of length: Int) {
    self.content = .cut(count)
    self.length = length
  }

  /// The file that it lies in; nil when it does not lie in one.
  var file: InputFile? { if case .file(let file, _) = content { file } else { nil } }

  /// How many of its bytes are there.
  var presentBytes: Int {
    switch content {
    case .file(let file, let offset): max(0, min(length, file.size - offset))
    case .memory(let kept): kept.bytes.count
    case .passed: length
    case .cut(let count): count
    }
  }

  var isComplete: Bool { presentBytes == length }

  /// All bytes; `limit` is the most that is read into memory.
  func bytes(limit: Int, what: @autoclosure () -> String) throws(ArchiveError) -> [UInt8] {
    guard length <= limit else {
      throw ArchiveError.exceeding(.documentBytes, "\(what()) has \(length) bytes: at most \(limit) are read")
    }
    guard isComplete else { throw ended(after: presentBytes, what()) }
    let bytes =
      switch content {
      case .file(let file, let offset): try file.bytes(at: offset, count: length)
      case .memory(let kept): kept.bytes
      case .passed(let passed): throw unkept(what(), isDocument: passed.isDocument)
      case .cut(let count): throw ended(after: count, what())
      }
    // A file may shrink while it is read.
    guard bytes.count == length else { throw ended(after: bytes.count, what()) }
    return bytes
  }

  private func ended(after count: Int, _ what: String) -> ArchiveError {
    ArchiveError(
      .truncatedArchive, "\(what) ends after \(count) of \(length) bytes: export the image again", offset: file?.size)
  }

  /// Documents are kept as they pass, so this one did not look like any, or there were too many before.
  private func unkept(_ what: String, isDocument: Bool) -> ArchiveError {
    isDocument
      ? ArchiveError(
        .limitExceeded, "\(what) follows too many other documents: inspect the archive as an uncompressed file")
      : ArchiveError(.malformedJSON, "\(what) is no valid JSON at byte 0: expected a value")
  }

  /// A stream over the bytes that are there; nil when they went by.
  func open() -> (any BlockSource)? {
    switch content {
    case .file(let file, let offset): FileSource(file, from: offset, to: offset + presentBytes)
    case .memory(let kept): MemorySource(kept.bytes)
    case .passed, .cut: nil
    }
  }

  /// What tells one blob of an input from another.
  enum Identity: Hashable {
    case file(ObjectIdentifier, offset: Int, length: Int)
    case object(ObjectIdentifier)
    case cut(Int, length: Int)
  }

  var identity: Identity {
    switch content {
    case .file(let file, let offset): .file(ObjectIdentifier(file), offset: offset, length: length)
    case .memory(let kept): .object(ObjectIdentifier(kept))
    case .passed(let passed): .object(ObjectIdentifier(passed))
    case .cut(let count): .cut(count, length: length)
    }
  }
}

/// Bytes that were small enough to be kept. An object, so that two names of one blob can be told from two equal blobs.
final class KeptBytes: Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// What was learnt of a blob while it went by, read as a layer.
final class PassedBlob: Sendable {
  let contents: LayerContents
  /// Whether it begins as JSON does, and found no room among what is kept.
  let isDocument: Bool

  init(_ contents: LayerContents, isDocument: Bool) {
    self.contents = contents
    self.isDocument = isDocument
  }
}
