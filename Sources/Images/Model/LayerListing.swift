/// What a layer's tar lists, in its order and compactly: a directory's path is kept once, names lie in one buffer.
package struct LayerListing: Sendable {
  /// An entry. Paths are lexically normalised: no leading slash, no `.`, `..` or empty component.
  struct Record: Sendable {
    /// The number of the entry's directory in `directories`.
    var directory: UInt32
    var nameStart: UInt32
    var linkStart: UInt32
    var nameLength: UInt16
    var linkLength: UInt16
    var size: Int
    var uid: UInt32
    var gid: UInt32
    var mode: UInt16
    var kind: ArchiveEntry.Kind
    /// Seconds, without the upper bits: enough to tell two times apart.
    var time: UInt32
  }

  private(set) var records: [Record] = []
  /// What few entries have, by the number of the record.
  private(set) var traits: [Int: EntryTraits] = [:]
  /// The paths of the directories that entries lie in; the root is empty.
  private(set) var directories = ByteInterner()
  private var names: [UInt8] = []
  private var lastDirectory: (number: Int, count: Int)?
  /// Bytes of regular files, hard links counted once.
  private(set) var unpackedBytes = 0

  /// Entries, whiteouts among them.
  package var count: Int { records.count }

  /// The memory that names and directories take.
  var nameBytes: Int { names.count + directories.bytes.count }

  /// Adds an entry; nil when the bytes of the layer's files no longer fit into a number.
  mutating func append(_ entry: ArchiveEntry, at path: EntryPath) -> Int? {
    var unpacked = (partialValue: unpackedBytes, overflow: false)
    if entry.kind == .regularFile { unpacked = unpackedBytes.addingReportingOverflow(entry.size) }
    guard !unpacked.overflow else { return nil }
    unpackedBytes = unpacked.partialValue
    let directory = number(ofDirectory: path.directory)
    let nameStart = names.count
    names.append(contentsOf: path.name)
    let linkStart = names.count
    names.append(contentsOf: entry.link)
    records.append(
      Record(
        directory: UInt32(directory), nameStart: UInt32(nameStart), linkStart: UInt32(linkStart),
        nameLength: UInt16(clamping: path.name.count), linkLength: UInt16(clamping: entry.link.count),
        size: entry.size, uid: entry.uid, gid: entry.gid, mode: entry.mode, kind: entry.kind,
        time: entry.time))
    if entry.traits != .none { traits[records.count - 1] = entry.traits }
    return records.count - 1
  }

  /// Neighbours mostly lie in one directory.
  private mutating func number(ofDirectory path: ArraySlice<UInt8>) -> Int {
    if let last = lastDirectory, last.count == path.count, directories[last.number].elementsEqual(path) {
      return last.number
    }
    let number = directories.intern(path)
    lastDirectory = (number, path.count)
    return number
  }

  func name(_ record: Record) -> ArraySlice<UInt8> {
    let start = Int(record.nameStart)
    return names[start..<start + Int(record.nameLength)]
  }

  func link(_ record: Record) -> ArraySlice<UInt8> {
    let start = Int(record.linkStart)
    return names[start..<start + Int(record.linkLength)]
  }

  /// The path of an entry, without a leading slash.
  func path(_ record: Record) -> [UInt8] {
    let directory = directories[Int(record.directory)]
    return directory.isEmpty ? Array(name(record)) : Array(directory) + [UInt8(ascii: "/")] + name(record)
  }
}
