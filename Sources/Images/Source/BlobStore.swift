internal import Synchronization

/// A place that holds the documents and layers of images by name: the members of an archive, or the files of a directory.
protocol BlobStore: Sendable {
  /// The blob with the normalised name; nil when there is none.
  func blob(named name: [UInt8]) throws(ArchiveError) -> Blob?
  /// What is wrong with the place as a whole.
  var faults: FaultList { get }
  var format: ImageModel.Format { get }
}

extension BlobStore {
  func blob(named name: String) throws(ArchiveError) -> Blob? { try blob(named: Array(name.utf8)) }

  /// The blob of a digest, where the OCI layout keeps it. A digest is checked before it becomes a path.
  func blob(of digest: Digest) throws(ArchiveError) -> Blob? {
    try blob(named: "blobs/\(digest.algorithm.rawValue)/\(digest.hex)")
  }
}

/// The members of an uncompressed tar.
struct ArchiveStore: BlobStore {
  let table: MemberTable
  let format: ImageModel.Format

  var faults: FaultList { table.faults }

  func blob(named name: [UInt8]) throws(ArchiveError) -> Blob? { table.blob(named: name) }
}

/// The files of a directory on disk.
final class DirectoryStore: BlobStore {
  let format = ImageModel.Format.ociLayout
  private let path: String
  /// So that a blob that several images share stays one blob.
  private let files = Mutex<[[UInt8]: InputFile]>([:])

  init(path: String) { self.path = path }

  var faults: FaultList { FaultList() }

  func blob(named name: [UInt8]) throws(ArchiveError) -> Blob? {
    if let file = files.withLock({ $0[name] }) { return Blob(file: file, offset: 0, length: file.size) }
    do throws(ArchiveError) {
      let file = try InputFile.open("\(path)/\(String(decoding: name, as: UTF8.self))")
      files.withLock { $0[name] = file }
      return Blob(file: file, offset: 0, length: file.size)
    } catch {
      if error.kind == .noSuchFile { return nil }
      throw error
    }
  }
}
