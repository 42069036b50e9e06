/// The members of an outer tar, found in one pass over its headers: where each one's data lies.
struct MemberTable: Sendable {
  struct Member: Sendable {
    var kind: ArchiveEntry.Kind
    var blob: Blob
    /// The normalised target of a link; empty for anything else.
    var target: [UInt8]
  }

  static let linkHops = 8

  private(set) var members: [[UInt8]: Member] = [:]
  /// The names of all members, in the order of their first appearance.
  private(set) var names: [[UInt8]] = []
  private(set) var faults = FaultList()
  private let limits: Limits

  /// Reads the headers of `file`, data passed over by seeking; nil when it does not begin with a tar header. A table that
  /// could not be read to its end has a fault that says so.
  static func read(_ file: InputFile, limits: Limits) throws(ArchiveError) -> MemberTable? {
    let whole = Blob(file: file, offset: 0, length: file.size)
    guard var tar = try TarReader.open(BlobStream(whole)) else { return nil }
    var table = MemberTable(limits: limits)
    while true {
      switch try tar.next() {
      case .entry:
        guard table.names.count < limits.outerMembers else {
          throw ArchiveError(.limitExceeded, "has more than \(limits.outerMembers) members", offset: tar.headerPosition)
        }
        try table.add(tar.entry, at: tar.position, of: file)
      case .end:
        table.judgeEnd(try tar.finish())
        return table
      case .damaged(let text):
        table.faults.add(damage(at: tar.headerPosition, text))
        return table
      case .truncated:
        table.faults.add(truncation(of: file, at: tar.headerPosition))
        return table
      }
    }
  }

  private init(limits: Limits) { self.limits = limits }

  /// The blob of a member by its normalised name, links followed; nil when there is none, or only a broken link to it.
  func blob(named name: [UInt8]) -> Blob? {
    var name = name
    for _ in 0...Self.linkHops {
      guard let member = members[name] else { return nil }
      switch member.kind {
      case .regularFile: return member.blob
      case .symbolicLink, .hardLink: name = member.target
      default: return nil
      }
    }
    return nil
  }

  private mutating func add(_ entry: ArchiveEntry, at offset: Int, of file: InputFile) throws(ArchiveError) {
    let path = EntryPath(entry.path)
    if path.isRoot { return }
    guard !path.hasParentReference, !path.hasDriveLetter, !path.isAbsolute else {
      let complaint =
        path.isAbsolute ? "is absolute" : path.hasDriveLetter ? "begins with a drive letter" : "has “..” in it"
      faults.add(ImageFault(.hostilePath, "the path of the archive member “\(display(entry.path))” \(complaint)"))
      // An absolute name is still only a name in this table; one with `..` is used for nothing.
      guard !path.hasParentReference else { return }
      return record(entry, at: offset, of: file, path: path)
    }
    record(entry, at: offset, of: file, path: path)
  }

  private mutating func record(_ entry: ArchiveEntry, at offset: Int, of file: InputFile, path: EntryPath) {
    if entry.kind == .directory, members[path.bytes] != nil { return }
    let member = Member(
      kind: entry.kind, blob: Blob(file: file, offset: offset, length: entry.size),
      target: target(of: entry, in: path.directory))
    if let earlier = members[path.bytes], earlier.kind != .directory {
      noteDuplicate(path.bytes, earlier, member)
    } else {
      names.append(path.bytes)
    }
    members[path.bytes] = member
  }

  /// Link targets inside the table: a symbolic link's is relative to its directory, a hard link's to the root.
  private func target(of entry: ArchiveEntry, in directory: ArraySlice<UInt8>) -> [UInt8] {
    guard !entry.link.isEmpty else { return [] }
    let slash = UInt8(ascii: "/")
    let isRelative = entry.kind == .symbolicLink && entry.link.first != slash && !directory.isEmpty
    let path = EntryPath(isRelative ? Array(directory) + [slash] + entry.link : entry.link)
    return path.leavesRoot ? [] : path.bytes
  }

  /// Some readers take the first of two members, others the last. The last one counts here.
  private mutating func noteDuplicate(_ name: [UInt8], _ earlier: Member, _ later: Member) {
    let isDocument = name == Array("manifest.json".utf8) || name == Array("index.json".utf8)
    let twice = "the archive member “\(display(name))” is there twice"
    if haveEqualContent(earlier, later) {
      faults.add(ImageFault(.duplicateArchiveMember, "\(twice), with the same content"))
    } else if isDocument {
      let message = "\(twice), with different contents: readers disagree on which image this is"
      faults.add(ImageFault(.duplicateArchiveMember, message, fatal: .ambiguousArchive))
    } else {
      faults.add(ImageFault(.duplicateArchiveMember, "\(twice), with different contents: the later one counts"))
    }
  }

  private func haveEqualContent(_ first: Member, _ second: Member) -> Bool {
    guard first.kind == second.kind, first.target == second.target, first.blob.length == second.blob.length else {
      return false
    }
    guard first.kind == .regularFile else { return true }
    let contents = try? (
      first.blob.bytes(limit: limits.jsonBytes, what: "a member"),
      second.blob.bytes(limit: limits.jsonBytes, what: "a member")
    )
    return contents.map { $0.0 == $0.1 } ?? false
  }

  private mutating func judgeEnd(_ end: TarEnd) {
    if end.trailingBytes > 0, end.zeroBlocks == 1 {
      faults.add(damage(at: end.offset, "one block of zeros is followed by more data"))
    } else if end.trailingBytes > 0 {
      faults.add(
        ImageFault(
          .trailingArchiveData, "\(end.trailingBytes) bytes follow the end mark of the archive: expected only zeros"))
    } else if end.zeroBlocks < 2 {
      faults.add(
        ImageFault(
          .truncatedArchive,
          "the archive has no complete end mark (two blocks of zeros), so members may be missing; export the image again"
        ))
    }
  }
}

private func damage(at offset: Int, _ text: String) -> ImageFault {
  ImageFault(
    .damagedTarHeader, "the archive has a damaged tar header at byte \(offset) (\(text)): export the image again",
    fatal: .damagedArchive, offset: offset)
}

private func truncation(of file: InputFile, at offset: Int) -> ImageFault {
  ImageFault(
    .truncatedArchive,
    "the archive is cut off: it ends after \(file.size) bytes, in the middle of the member at byte \(offset); "
      + "export the image again",
    fatal: .truncatedArchive, offset: file.size)
}
