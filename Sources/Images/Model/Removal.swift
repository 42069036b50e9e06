/// A layer's act of taking away what lower layers brought to a path.
struct Removal: Sendable {
  enum Cause: Sendable {
    /// A whiteout.
    case deleted
    /// An opaque whiteout: all that lay in the directory.
    case hidden
    /// Another entry of the path.
    case replaced
  }

  var cause: Cause
  /// The node of the path.
  var node: Int32
  var layer: Int32
  /// Whether the path was a directory; only told of what was deleted.
  var wasDirectory: Bool
  /// The layer and number of the record that takes the place; `none` where nothing does, or a directory that no layer lists.
  var successorLayer = FileTree.none
  var successor = FileTree.none

  init(
    _ cause: Cause, _ node: Int32, by layer: Int32, successor: (layer: Int32, record: Int32)? = nil,
    wasDirectory: Bool = false
  ) {
    self.cause = cause
    self.node = node
    self.layer = layer
    self.wasDirectory = wasDirectory
    if let successor { (successorLayer, self.successor) = successor }
  }
}
