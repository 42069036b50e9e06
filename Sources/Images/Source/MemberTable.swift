internal import Linting

/// The members of an outer tar, found in one pass over its headers: where each one's data lies.
struct MemberTable: Sendable {
  struct Member: Sendable {
    var kind: ArchiveEntry.Kind
    /// nil for anything but a regular file whose bytes are there.
    var blob: Blob?
    /// The normalised target of a link; empty for anything else.
    var target: [UInt8]
  }

  static let linkHops = 8

  private(set) var members: [[UInt8]: Member] = [:]
  /// The names of all members, in the order of their first appearance.
  private(set) var names: [[UInt8]] = []
  var faults = FaultList()
  /// Whether there are more members than the limit; then only those are in the table that could make it an image.
  private(set) var isTooLarge = false
  private let limits: Limits

  /// Reads an archive member by member; `keeper` says where the bytes of each are. A table that could not be read to its end
  /// has a fault that says so.
  static func read(
    _ tar: TarReader, keeper: inout some MemberKeeper, limits: Limits
  ) throws(ArchiveError) -> MemberTable {
    var table = MemberTable(limits: limits)
    while true {
      switch try tar.next() {
      case .entry(let warning):
        if let error = excess(ofHeaderIn: tar, limits) { throw error }
        let blob = try keeper.blob(of: tar, warning: warning)
        if let warning { table.faults.add(lossyHeader(tar.entry.path, warning)) }
        table.add(tar.entry, blob, hasCutName: tar.hasCutName)
      case .end:
        let end = try tar.finish(limit: limits.trailingBytes)
        keeper.finish(end)
        table.judgeEnd(end)
        return table
      case .damaged(let text):
        table.faults.add(damage(at: tar.headerPosition, text))
        return table
      case .truncated:
        table.faults.add(truncation(after: tar.bytesRead, at: tar.headerPosition))
        return table
      }
    }
  }

  private init(limits: Limits) { self.limits = limits }

  /// The blob of a member by its normalised name, links followed, and the name that it has itself; nil when there is none, or
  /// only a broken link to it.
  func blob(named name: [UInt8]) -> (name: [UInt8], blob: Blob)? {
    var name = name
    for _ in 0...Self.linkHops {
      guard let member = members[name] else { return nil }
      switch member.kind {
      case .regularFile: return member.blob.map { (name, $0) }
      case .symbolicLink, .hardLink: name = member.target
      default: return nil
      }
    }
    return nil
  }

  private mutating func add(_ entry: ArchiveEntry, _ blob: Blob?, hasCutName: Bool) {
    let path = EntryPath(entry.path)
    if path.isRoot { return }
    let complaint: String? =
      if path.isAbsolute {
        "is absolute"
      } else if path.hasDriveLetter {
        "begins with a drive letter"
      } else if hasCutName {
        "has a NUL in it"
      } else {
        path.hasParentReference ? "has “..” in it" : nil
      }
    if let complaint {
      faults.add(ImageFault(.hostilePath, "the path of the archive member “\(display(entry.path))” \(complaint)"))
    }
    // Any other odd name is still only a name in this table; one with `..` is used for nothing.
    guard !path.hasParentReference else { return }
    record(entry, blob, path)
  }

  private mutating func record(_ entry: ArchiveEntry, _ blob: Blob?, _ path: EntryPath) {
    if entry.kind == .directory, members[path.bytes] != nil { return }
    guard hasRoom(for: path.bytes) else { return }
    let member = Member(kind: entry.kind, blob: blob, target: target(of: entry, in: path.directory))
    if let earlier = members[path.bytes], earlier.kind != .directory {
      noteDuplicate(path.bytes, earlier, member)
    } else {
      names.append(path.bytes)
    }
    members[path.bytes] = member
  }

  /// Beyond the limit only what makes an archive an image is looked at, so that none can hide behind many other members.
  private mutating func hasRoom(for name: [UInt8]) -> Bool {
    if names.count < limits.outerMembers { return true }
    isTooLarge = true
    return Self.entryPoints.contains(name) && names.count < limits.outerMembers + Self.entryPoints.count
  }

  private static let entryPoints = Set(
    ["manifest.json", "index.json", "repositories", "oci-layout"].map { Array($0.utf8) })

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
    let twice = "the archive member “\(display(name))” is there twice"
    if haveEqualContent(earlier, later) {
      faults.add(ImageFault(.duplicateArchiveMember, "\(twice), with the same content"))
    } else if isDocument(earlier) || isDocument(later) {
      let message = "\(twice), with different contents: readers disagree on which image this is"
      faults.add(ImageFault(.duplicateArchiveMember, message, fatal: .ambiguousArchive, severity: .error))
    } else {
      faults.add(ImageFault(.duplicateArchiveMember, "\(twice), with different contents: the later one counts"))
    }
  }

  /// A manifest, an index or a config: JSON.
  private func isDocument(_ member: Member) -> Bool {
    (try? member.blob?.bytes(limit: limits.jsonBytes, what: "a member")).map { looksLikeJSON($0) } ?? false
  }

  private func haveEqualContent(_ first: Member, _ second: Member) -> Bool {
    guard first.kind == second.kind, first.target == second.target, first.blob?.length == second.blob?.length else {
      return false
    }
    guard let (one, other) = first.blob.flatMap({ one in second.blob.map { (one, $0) } }) else { return true }
    if case .passed(let one) = one.content, case .passed(let other) = other.content {
      return !one.contents.storedDigests.isEmpty && one.contents.storedDigests == other.contents.storedDigests
    }
    return digest(of: one).map { $0 == digest(of: other) } ?? false
  }

  private func digest(of blob: Blob) -> Digest? {
    guard let source = blob.open() else { return nil }
    let stream = StoredStream(source)
    stream.hash([.sha256])
    return (try? stream.drain()).flatMap { stream.digests[.sha256] }
  }

  private mutating func judgeEnd(_ end: TarEnd) {
    if end.trailingBytes > 0, end.zeroBlocks == 1 {
      faults.add(damage(at: end.offset, "one block of zeros is followed by more data"))
    } else if end.trailingBytes > 0 {
      faults.add(.trailingData(end.trailingBytes, behind: "the end mark of the archive: expected only zeros"))
    } else if end.zeroBlocks < 2 {
      faults.add(
        ImageFault(
          .truncatedArchive,
          "the archive has no complete end mark (two blocks of zeros), so members may be missing; export the image again",
          severity: .info))
    }
  }
}

private func damage(at offset: Int, _ text: String) -> ImageFault {
  ImageFault(
    .damagedTarHeader, "the archive has a damaged tar header at byte \(offset) (\(text)): export the image again",
    fatal: .damagedArchive, offset: offset)
}

private func truncation(after count: Int, at offset: Int) -> ImageFault {
  ImageFault(
    .truncatedArchive,
    "the archive is cut off: it ends after \(count) bytes, in the middle of the member at byte \(offset); "
      + "export the image again",
    fatal: .truncatedArchive, offset: count)
}

private func lossyHeader(_ path: [UInt8], _ warning: String) -> ImageFault {
  ImageFault(
    .damagedTarHeader,
    "the header of the archive member “\(display(path))” is malformed, so readers may disagree on it (\(warning))")
}

/// Whether bytes begin as a JSON object or array does.
func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
  let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
  let first = start.first { $0 != 0x20 && !(0x09...0x0d ~= $0) }
  return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
}

private func excess(ofHeaderIn tar: TarReader, _ limits: Limits) -> ArchiveError? {
  if tar.entry.traits.accessRights > limits.accessRights {
    return ArchiveError.exceeding(
      .accessRights, "a header of the archive lists the rights of more than \(limits.accessRights) users and groups",
      offset: tar.headerPosition)
  }
  guard tar.headerBytes > limits.headerBytes else { return nil }
  return ArchiveError.exceeding(
    .headerBytes, "a header of the archive has more than \(limits.headerBytes) bytes", offset: tar.headerPosition)
}
