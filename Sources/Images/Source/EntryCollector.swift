internal import Linting

/// Lists the entries of a layer's tar within the limits, keeps the contents that rules want, and notes what is wrong.
struct EntryCollector {
  private(set) var listing = LayerListing()
  private(set) var kept = KeptContents()
  /// The digests of files' contents, by the number of the entry; the last ones may be missing.
  private(set) var digests: [ContentDigest] = []
  var faults = FaultList()
  private let limits: Limits
  private var wanted: WantedFiles
  private let budget: SharedBudget
  private var path = EntryPath()
  /// What is wanted of the entry that was taken last.
  private var demand = WantedFiles.Demand()
  private var hasAbsolutePath = false
  private var countedNameBytes = 0

  init(limits: Limits, wanted: WantedFiles, budget: SharedBudget) {
    self.limits = limits
    self.wanted = wanted
    self.budget = budget
  }

  /// Adds the entry that `tar` stands at; whether its content is wanted, and should be given to `keep`.
  mutating func take(_ tar: TarReader, warning: String?) throws(ArchiveError) -> Bool {
    let entry = tar.entry
    if let error = excess(ofHeaderIn: tar) { throw error }
    try checkLimits(entry)
    path.normalize(entry.path)
    guard path.longestComponent <= limits.componentBytes else {
      throw ArchiveError.exceeding(
        .nameBytes,
        "a name in the layer has \(path.longestComponent) bytes: at most \(limits.componentBytes) are read")
    }
    if let warning { faults.add(lossyHeader(entry.path, warning)) }
    if let fault = hostilePath(entry, hasCutName: tar.hasCutName) { faults.add(fault) }
    if let fault = implausibleSparseFile(entry) { faults.add(fault) }
    guard listing.append(entry, at: path) != nil else {
      throw ArchiveError(.limitExceeded, "the files of the layer together have more than 2^63 bytes")
    }
    demand =
      entry.kind == .regularFile ? wanted.demand(for: path, size: entry.size, mode: entry.mode) : WantedFiles.Demand()
    if demand.keepsBytes, !budget.keep(entry.size) { throw keptTooMuch() }
    return !demand.isEmpty
  }

  private func excess(ofHeaderIn tar: TarReader) -> ArchiveError? {
    if tar.entry.traits.accessRights > limits.accessRights {
      budget.stop()
      return tooManyAccessRights(limits)
    }
    guard tar.headerBytes > limits.headerBytes else { return nil }
    return ArchiveError.exceeding(
      .headerBytes, "a header in the layer has more than \(limits.headerBytes) bytes")
  }

  /// How much has to be read of the entry that was taken last.
  var extent: ContentExtent { demand.extent }

  /// Keeps what is wanted of the content of the entry that was taken last; nil where it could not be read.
  mutating func keep(_ content: FileContent?) {
    guard let content else { return }
    let entry = listing.count - 1
    if demand.keepsBytes { kept.bytes[entry] = content.bytes }
    if demand.wantsDigest { kept.digests[entry] = .of(content.bytes) }
    if !budget.keep(kept.scan(content, entry: entry, demand.scans)) { faults.add(keptTooMuch()) }
  }

  private func keptTooMuch() -> ArchiveError {
    ArchiveError.exceeding(.wantedBytes, "the files that rules want to see have more than \(limits.keptBytes) bytes")
  }

  /// Keeps the digest of the content of the entry that was taken last.
  mutating func keep(_ digest: ContentDigest) {
    while digests.count < listing.count - 1 { digests.append(.none) }
    digests.append(digest)
  }

  /// Notes what lies behind the end mark; throws where entries could be hidden there.
  mutating func judge(_ end: TarEnd, compression: Compression, isVerified: Bool) throws(ArchiveError) {
    if end.trailingBytes > 0, end.zeroBlocks == 1 {
      throw ArchiveError(
        .damagedArchive,
        "the layer has one block of zeros followed by more data at byte \(end.offset): entries could be hidden there")
    }
    if end.trailingBytes > 0, compression != .gzip || !isStargzIndex(end.bytesBehind, limits: limits) {
      faults.add(.trailingData(end.trailingBytes, behind: "the end mark of the layer's tar: expected only zeros"))
    }
    if end.zeroBlocks < 2, end.trailingBytes == 0 {
      let found = "the layer's tar has \(end.zeroBlocks == 0 ? "no" : "half an") end mark"
      faults.add(
        isVerified
          ? ImageFault(.truncatedArchive, "\(found), though it is all that its digest says", severity: .info)
          : ImageFault(.truncatedArchive, "\(found), so it may be cut off; its digest was not checked"))
    }
  }

  /// Notes bytes of the blob that its decompressor did not take.
  mutating func noteUnused(_ count: Int) {
    guard count > 0 else { return }
    faults.add(.trailingData(count, behind: "the end of the layer's compressed data: expected nothing"))
  }

  private mutating func checkLimits(_ entry: ArchiveEntry) throws(ArchiveError) {
    if budget.isStopped { throw tooManyAccessRights(limits) }
    guard listing.count < limits.entriesPerLayer else {
      throw ArchiveError.exceeding(.entriesPerLayer, "the layer has more than \(limits.entriesPerLayer) entries")
    }
    if listing.count % budget.lot == 0 { try takeLot() }
    guard max(entry.path.count, entry.link.count) <= limits.pathBytes else {
      throw ArchiveError.exceeding(.pathBytes, "a path in the layer is longer than \(limits.pathBytes) bytes")
    }
    guard listing.nameBytes + entry.path.count + entry.link.count <= limits.nameBytesPerLayer else {
      throw ArchiveError.exceeding(
        .listedBytesPerLayer, "the names in the layer have more than \(limits.nameBytesPerLayer) bytes")
    }
  }

  /// Takes what the next entries may have of what all layers share, and counts the names of those before.
  private mutating func takeLot() throws(ArchiveError) {
    guard budget.takeEntries() else { throw tooManyEntries(limits) }
    let names = listing.nameBytes - countedNameBytes
    countedNameBytes += names
    guard budget.takeNames(names) else { throw tooManyNames(limits) }
  }

  private mutating func hostilePath(_ entry: ArchiveEntry, hasCutName: Bool) -> ImageFault? {
    let complaint: String
    if entry.path.isEmpty {
      complaint = "cannot be read"
    } else if path.leavesRoot {
      complaint = "leads out of the image by “..”"
    } else if path.hasDriveLetter {
      complaint = "begins with a drive letter"
    } else if hasCutName {
      complaint = "has a NUL in it or in its link target, where some readers cut it and others do not"
    } else if path.hasParentReference {
      complaint = "has “..” in it"
    } else if path.isAbsolute, !path.isRoot, !hasAbsolutePath {
      // Builders that write one such path write all so: once is enough.
      hasAbsolutePath = true
      complaint = "is absolute: expected one that begins at the root of the image without a slash"
    } else {
      return nil
    }
    let name = display(entry.path)
    let message = "the path of an entry of the layer, “\(name)”, \(complaint)"
    // `..` that stays inside and a slash are odd but harmless; nobody writes the others but to break out.
    let isHostile = path.leavesRoot || path.hasDriveLetter || hasCutName
    return isHostile
      ? ImageFault(.hostilePath, message, path: name, fatal: .hostilePath)
      : ImageFault(.hostilePath, message, path: name)
  }

  /// Holes of at least 64 MiB that make up 99 % of a file: nobody ships such a file, but budgets must count it in full.
  private func implausibleSparseFile(_ entry: ArchiveEntry) -> ImageFault? {
    let holes = entry.size - min(entry.storedSize, entry.size)
    guard holes >= 64 << 20, entry.storedSize < entry.size / 100 else { return nil }
    let name = display(path.bytes)
    return ImageFault(
      .implausibleSparseFile,
      "“\(name)” in the layer states \(entry.size) bytes, of which the tar holds \(entry.storedSize): the rest are holes",
      path: name)
  }
}

/// The limit of entries that all layers share.
func tooManyEntries(_ limits: Limits) -> ArchiveError {
  ArchiveError.exceeding(.entries, "the layers together have more than \(limits.totalEntries) entries")
}

/// The limit of names that all layers share.
func tooManyNames(_ limits: Limits) -> ArchiveError {
  ArchiveError.exceeding(.listedBytes, "the names in the layers have more than \(limits.totalNameBytes) bytes")
}

/// The limit that ends the reading of all layers.
func tooManyAccessRights(_ limits: Limits) -> ArchiveError {
  ArchiveError.exceeding(
    .accessRights, "a header in a layer lists the rights of more than \(limits.accessRights) users and groups")
}

private func lossyHeader(_ path: [UInt8], _ warning: String) -> ImageFault {
  let name = display(path)
  return ImageFault(
    .damagedTarHeader, "the header of “\(name)” in the layer is malformed, so readers may disagree on it (\(warning))",
    path: name)
}
