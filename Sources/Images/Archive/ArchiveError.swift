/// Why an image could not be read, or not to its end. Such an input never passes.
package struct ArchiveError: Error, Sendable, Hashable {
  /// A stable word for programs.
  package enum Kind: String, Sendable, CaseIterable {
    case noSuchFile = "no-such-file"
    /// The archive has no image of the name, place or platform that was asked for: a call that cannot be meant so.
    case noSuchImage = "no-such-image"
    case notReadable = "not-readable"
    case emptyFile = "empty-file"
    case notAnImage = "not-an-image"
    case changedWhileReading = "changed-while-reading"
    case truncatedArchive = "truncated-archive"
    case damagedArchive = "damaged-archive"
    case ambiguousArchive = "ambiguous-archive"
    case hostilePath = "hostile-path"
    case missingBlob = "missing-blob"
    case digestMismatch = "digest-mismatch"
    case layerCountMismatch = "layer-count-mismatch"
    case limitExceeded = "limit-exceeded"
    case malformedJSON = "malformed-json"
    case unsupportedCompression = "unsupported-compression"
    case unsupportedFormat = "unsupported-format"
    case unsupportedMediaType = "unsupported-media-type"
  }

  package var kind: Kind
  /// What was found, what was expected and what to do, in one line. The path is left to the caller.
  package var message: String
  /// The byte offset in the file where reading failed, when it is known.
  package var offset: Int?
  /// What is wrong with the archive, as far as it is known: this error and what was met before it.
  package private(set) var faults: [ImageFault] = []

  package init(_ kind: Kind, _ message: String, offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }

  /// The same error, with what else was found wrong.
  func adding(_ others: [ImageFault]) -> ArchiveError {
    var error = self
    for fault in others where !error.faults.contains(fault) { error.faults.append(fault) }
    return error
  }

  /// The same error, with itself among its faults where a rule is about it.
  var completed: ArchiveError {
    guard let own = ImageFault(self), !faults.contains(where: { $0.message == message }) else { return self }
    var error = self
    error.faults.insert(own, at: 0)
    return error
  }
}
