/// Where an object of a manifest begins: what tells it from all others, even from those of its name.
package struct ObjectPlace: Sendable, Hashable {
  package var path: String
  /// In bytes.
  package var offset: Int

  package init(path: String, offset: Int) {
    self.path = path
    self.offset = offset
  }
}
