/// A file of an image's final file system, or one that a layer brought.
package struct FileEntry: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case regularFile
    case directory
    case symbolicLink
    case characterDevice
    case blockDevice
    case pipe
    case socket
    /// A hard link to nothing.
    case danglingHardLink
  }

  /// Bytes, without a leading slash.
  package var path: [UInt8]
  package var kind: Kind
  /// The bytes of a regular file; 0 for anything else.
  package var size: Int
  /// The permission bits with setuid, setgid and sticky.
  package var mode: UInt16
  package var uid: UInt32
  package var gid: UInt32
  /// The target of a symbolic link, as written; empty for anything else.
  package var target: [UInt8]
  /// The layer that brought it, from 0 at the bottom.
  package var layer: Int

  /// The path as text; bytes that are no UTF-8 become replacement characters.
  package var displayPath: String { display(path) }
}
