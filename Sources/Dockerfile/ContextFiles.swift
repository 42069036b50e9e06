/// The regular files of a build context that its ignore file lets through.
package struct ContextFiles: Sendable {
  /// A file of the context.
  package struct File: Sendable, Hashable {
    /// From the root of the context, with `/`.
    package var path: String
    /// In bytes.
    package var size: Int

    package init(path: String, size: Int) {
      self.path = path
      self.size = size
    }
  }

  package var files: [File]

  package init(_ files: [File]) { self.files = files }
}
