/// The bounds within which an image is read. Each is checked before memory is taken; beyond it reading stops with
/// `limit-exceeded`.
package struct Limits: Sendable, Hashable {
  /// Members of the outer archive.
  package var outerMembers = 100_000
  /// Layers of one image.
  package var layers = 1024
  /// Descriptors of all indexes of one archive.
  package var descriptors = 10_000
  /// How deep an index may lie inside indexes.
  package var indexDepth = 8
  package var entriesPerLayer = 2_000_000
  /// Entries of all layers of one archive.
  package var totalEntries = 2_000_000
  /// Bytes of the header of one entry or member, with its extended attributes.
  package var headerBytes = 1 << 20
  /// Users and groups in the list of access rights of one entry or member: libarchive takes a time that grows with their square.
  package var accessRights = 256
  /// Bytes of the names and link targets of one layer.
  package var nameBytesPerLayer = 64 << 20
  /// The same of all layers of one archive.
  package var totalNameBytes = 128 << 20
  /// Bytes of one manifest, index or config.
  package var jsonBytes = 4 << 20
  package var jsonDepth = 64
  package var historyEntries = 10_000
  /// Bytes of one step of the history.
  package var stepBytes = 256 << 10
  package var pathBytes = 4096
  package var componentBytes = 255
  /// Directories of an image that no layer lists, and that only the paths below them imply.
  package var impliedDirectories = 500_000
  /// Bytes of the targets of all symbolic links that lie on the way to the entries of an image, each time that they are followed.
  package var linkBytes = 64 << 20
  /// Bytes of one layer, decompressed.
  package var unpackedBytesPerLayer = 64 << 30
  /// The most decompressed bytes for one compressed byte, judged once a layer is past `ratioFreeBytes`.
  package var compressionRatio = 200
  package var ratioFreeBytes = 256 << 20
  /// Bytes behind the end mark of a tar.
  package var trailingBytes = 1 << 30
  /// Bytes of the documents and other small members that are kept while an archive goes by in a stream.
  package var documentBytes = 64 << 20
  /// Entries of all images of one archive, a layer counted again for each image that has it.
  package var imageEntries = 2_000_000
  /// Bytes of the file contents that rules want to see, over the whole archive.
  package var keptBytes = 64 << 20

  package init() {}
}
