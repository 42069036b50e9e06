/// What the header of a tar entry says.
struct ArchiveEntry: Sendable {
  enum Kind: UInt8, Sendable {
    case regularFile
    case directory
    case symbolicLink
    case hardLink
    case characterDevice
    case blockDevice
    case pipe
    case socket
  }

  /// The name as the tar has it: bytes, not text. Empty when it has none, or one that cannot be told.
  var path: [UInt8] = []
  /// The target of a symbolic or hard link; empty for anything else.
  var link: [UInt8] = []
  var kind = Kind.regularFile
  /// The bytes of a regular file, holes included; 0 for anything else.
  var size = 0
  /// The bytes that the tar holds for them: fewer than `size` in a sparse file.
  var storedSize = 0
  /// The permission bits with setuid, setgid and sticky.
  var mode: UInt16 = 0
  var uid: UInt32 = 0
  var gid: UInt32 = 0
  /// When it was changed last: seconds, without the upper bits.
  var time: UInt32 = 0
  var traits = EntryTraits()

  /// Whether the tar holds it with holes.
  var isSparse: Bool { kind == .regularFile && storedSize < size }
}

/// What few entries have.
struct EntryTraits: Sendable, Hashable {
  /// The extended attribute `security.capability`, cut behind the longest form that there is; nil without one.
  var capability: [UInt8]?
  /// A hash of all extended attributes, good for one run; 0 without any.
  var attributes = 0
  /// Whether overlayfs' attribute says that the directory hides what lower layers have in it.
  var isOpaque = false
  /// Users and groups in its lists of access rights.
  var accessRights = 0
  /// Whether a list of access rights says beside its mode who may use it.
  var hasAccessList = false
  /// Of a character or block device.
  var device: DeviceNumber?

  static let none = EntryTraits()
}

/// The number of a device.
package struct DeviceNumber: Sendable, Hashable {
  package var major: Int
  package var minor: Int
}
