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

  package init(_ kind: Kind, _ message: String, offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }
}
