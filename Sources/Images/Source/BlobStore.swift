internal import Linting
internal import Synchronization

/// A place that holds the documents and layers of images by name: the members of an archive, or the files of a directory.
protocol BlobStore: Sendable {
  /// The blob with the normalised name; nil when there is none.
  func blob(named name: [UInt8]) throws(ArchiveError) -> Blob?
  /// The blob of a digest. A digest is checked before it becomes a path.
  func blob(of digest: Digest) throws(ArchiveError) -> Blob?
  /// What is wrong with the place as a whole.
  var faults: FaultList { get }
  var format: ImageModel.Format { get }
  /// The blobs that nobody has asked for.
  func unusedBlobs() -> UnusedBlobs
}

/// How many blobs no document names, and how many bytes they have.
struct UnusedBlobs: Sendable, Hashable {
  var count = 0
  var bytes = 0
}

extension BlobStore {
  func blob(named name: String) throws(ArchiveError) -> Blob? { try blob(named: Array(name.utf8)) }

  /// Where the OCI layout keeps it.
  func blob(of digest: Digest) throws(ArchiveError) -> Blob? {
    try blob(named: "blobs/\(digest.algorithm.rawValue)/\(digest.hex)")
  }
}

/// The names of the blobs that were asked for.
final class BlobUses: Sendable {
  private let names = Mutex<Set<[UInt8]>>([])

  func note(_ name: [UInt8]) { names.withLock { _ = $0.insert(name) } }

  func contains(_ name: [UInt8]) -> Bool { names.withLock { $0.contains(name) } }
}

/// The members of a tar.
struct ArchiveStore: BlobStore {
  let table: MemberTable
  let format: ImageModel.Format
  let uses: BlobUses

  var faults: FaultList { table.faults }

  func blob(named name: [UInt8]) throws(ArchiveError) -> Blob? {
    guard let (name, blob) = table.blob(named: name) else { return nil }
    uses.note(name)
    return blob
  }

  func unusedBlobs() -> UnusedBlobs {
    var unused = UnusedBlobs()
    for (name, member) in table.members where !uses.contains(name) {
      guard let blob = member.blob else { continue }
      unused.count += 1
      unused.bytes = unused.bytes.addingSaturating(blob.length)
    }
    return unused
  }
}

/// The files of a directory on disk.
final class DirectoryStore: BlobStore {
  let format: ImageModel.Format
  private let path: String
  /// So that a blob that several images share stays one blob.
  private let files = Mutex<[[UInt8]: InputFile]>([:])

  init(path: String, format: ImageModel.Format) {
    self.path = path
    self.format = format
  }

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

  func blob(of digest: Digest) throws(ArchiveError) -> Blob? {
    guard format == .skopeoDirectory else {
      return try blob(named: "blobs/\(digest.algorithm.rawValue)/\(digest.hex)")
    }
    // The manifests of an index have a suffix.
    if let blob = try blob(named: digest.hex) { return blob }
    return try blob(named: "\(digest.hex).manifest.json")
  }

  func unusedBlobs() -> UnusedBlobs {
    guard format == .ociLayout else { return UnusedBlobs() }
    var unused = UnusedBlobs()
    for algorithm in ["sha256", "sha512"] {
      for file in filesOfDirectory("\(path)/blobs/\(algorithm)") {
        let name = Array("blobs/\(algorithm)/\(file.name)".utf8)
        guard files.withLock({ $0[name] == nil }) else { continue }
        unused.count += 1
        unused.bytes = unused.bytes.addingSaturating(file.size)
      }
    }
    return unused
  }
}
