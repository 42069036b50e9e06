/// Where COPY --from or a mount takes files from.
package enum FileSource: Sendable, Hashable {
  case context
  case stage(Int)
  case image(ImageUse)
  case unresolved
}

/// A COPY or ADD.
package struct Copy: Sendable {
  package var instruction: Instruction
  package var from: FileSource
  package var sources: [Word]
  package var destination: Word?
  /// The sources after expansion, one for each; nil where a variable is not known, or the builder refuses to expand it.
  package var sourcePaths: [String?] = []
  /// Where the files go: an absolute path, with a final slash where it is a directory for certain. nil when it depends on an
  /// unknown variable, or on a working directory that only the base image knows.
  package var destinationPath: String?
  /// The destination after expansion; nil where the file alone does not tell, or there is none.
  package var expandedDestination: String?
  /// The value of `--chown` after expansion; nil without one, and where the file alone does not tell.
  package var owner: String?
  /// The USER in effect; nil for that of the base image.
  package var user: Setting?
  /// The directory in effect; nil for that of the base image.
  package var workdir: Setting?
}
