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
  /// The target of a symbolic link, or of a hard link to nothing, as written; empty for anything else.
  package var target: [UInt8]
  /// The layer that brought it, from 0 at the bottom.
  package var layer: Int
  /// The layer that took it away, by a whiteout or by something else of its name; nil while it can be read.
  package var lostIn: Int?
  /// What it is: files with the same origin are one file with several names. nil for a directory that no layer lists.
  package var origin: Origin?
  /// The extended attribute `security.capability`; nil without one.
  package var capability: [UInt8]?
  /// Whether overlayfs' attribute says that the directory hides what lower layers have in it.
  package var isOpaque = false
  /// Whether it has a list of access rights beside its mode.
  package var hasAccessList = false
  /// nil for anything but a device.
  package var device: DeviceNumber?

  /// An entry of a layer.
  package struct Origin: Sendable, Hashable {
    var layer: Int
    var record: Int
  }

  /// The path as text; bytes that are no UTF-8 become replacement characters.
  package var displayPath: String { display(path) }
}
