/// Reads one layer blob in one pass: digests, entries, wanted contents.
struct LayerReader {
  private let request: LayerRequest
  private let limits: Limits
  private let wanted: WantedFiles
  private let budget: SharedBudget
  private var contents = LayerContents()
  private var path = EntryPath()

  /// Never throws: what is wrong with the layer is among the faults of its contents.
  static func read(
    _ request: LayerRequest, limits: Limits, wanted: WantedFiles, budget: SharedBudget
  ) -> LayerContents {
    var reader = LayerReader(request: request, limits: limits, wanted: wanted, budget: budget)
    do throws(ArchiveError) {
      try reader.read()
    } catch {
      reader.contents.faults.add(error)
    }
    return reader.contents
  }

  private init(request: LayerRequest, limits: Limits, wanted: WantedFiles, budget: SharedBudget) {
    self.request = request
    self.limits = limits
    self.wanted = wanted
    self.budget = budget
  }

  private mutating func read() throws(ArchiveError) {
    let blob = request.blob
    guard blob.isComplete else { throw cutOff(blob) }
    contents.storedBytes = blob.length
    let start = try blob.file.bytes(at: blob.offset, count: min(blob.length, 512))
    contents.compression = Compression(magic: start)
    guard contents.compression == .none else { return try readCompressed() }
    guard blob.length <= limits.unpackedBytesPerLayer else {
      throw ArchiveError(
        .limitExceeded, "the layer has \(blob.length) bytes: at most \(limits.unpackedBytesPerLayer) are read")
    }
    contents.tarBytes = blob.length
    let stream = BlobStream(
      blob, hashing: request.storedAlgorithms.union(request.tarAlgorithms), progress: request.progress)
    let failure = blob.length == 0 ? failureOfNothing() : failure(in: stream, start: start)
    try stream.drain()
    contents.storedDigests = stream.digests
    contents.tarDigests = stream.digests
    if let failure { throw failure }
  }

  private mutating func readCompressed() throws(ArchiveError) {
    let stored = BlobStream(request.blob, hashing: request.storedAlgorithms, progress: request.progress)
    let failure = failureInflating(stored)
    // What the decompressor left belongs to the digest of the stored bytes.
    try stored.drain()
    contents.storedDigests = stored.digests
    if let failure { throw failure }
  }

  private mutating func failureInflating(_ stored: BlobStream) -> ArchiveError? {
    do throws(ArchiveError) {
      let stream = try InflatingStream.open(
        stored, length: request.blob.length, compression: contents.compression, hashing: request.tarAlgorithms,
        limits: limits)
      guard let stream else { return failureOfNothing() }
      if let failure = failure(in: stream, start: []) {
        // After damage in the tar the rest still counts for the digest; a bomb is not read on.
        if failure.kind != .limitExceeded, (try? stream.drain()) != nil { contents.tarDigests = stream.digests }
        return failure
      }
      contents.tarDigests = stream.digests
      noteUnusedBytes(of: stream)
      return nil
    } catch {
      return error
    }
  }

  private mutating func noteUnusedBytes(of stream: InflatingStream) {
    guard stream.unusedBytes > 0 else { return }
    contents.faults.add(
      ImageFault(
        .trailingArchiveData,
        "\(stream.unusedBytes) bytes follow the end of the layer's compressed data: expected nothing"))
  }

  /// A stream without a single byte is no tar, but some writers use it for a layer without entries. It is believed when the
  /// config asks for it.
  private mutating func failureOfNothing() -> ArchiveError? {
    contents.tarDigests = Dictionary(uniqueKeysWithValues: request.tarAlgorithms.map { ($0, Digest.of([], $0)) })
    guard request.mayBeEmpty else {
      return ArchiveError(.damagedArchive, "the layer has no content: expected a tar, which has at least its end mark")
    }
    contents.isComplete = true
    return nil
  }

  private mutating func failure(in source: any BlockSource, start: [UInt8]) -> ArchiveError? {
    do throws(ArchiveError) {
      try readTar(source, start: start)
      return nil
    } catch {
      return error
    }
  }

  private mutating func readTar(_ source: any BlockSource, start: [UInt8]) throws(ArchiveError) {
    guard var tar = try TarReader.open(source) else { throw notATar(start) }
    while true {
      switch try tar.next() {
      case .entry(let warning):
        if let warning, !isAboutCharacters(warning) { contents.faults.add(lossyHeader(tar.entry.path, warning)) }
        try take(tar.entry, of: tar)
      case .end:
        contents.tarBytes = try judgeEnd(try tar.finish())
        contents.isComplete = true
        return
      case .damaged(let text):
        throw ArchiveError(
          .damagedArchive, "the layer has a damaged tar header at byte \(tar.headerPosition) (\(text))")
      case .truncated(let text):
        throw ArchiveError(
          .truncatedArchive, "the layer's tar ends early: the entry at byte \(tar.headerPosition) is cut off (\(text))")
      }
    }
  }

  private mutating func take(_ entry: ArchiveEntry, of tar: borrowing TarReader) throws(ArchiveError) {
    try checkLimits(entry)
    path.normalize(entry.path)
    guard path.longestComponent <= limits.componentBytes else {
      throw ArchiveError(
        .limitExceeded,
        "a name in the layer has \(path.longestComponent) bytes: at most \(limits.componentBytes) are read")
    }
    noteHostilePath(entry)
    guard let number = contents.listing.append(entry, at: path) else {
      throw ArchiveError(.limitExceeded, "the files of the layer together have more than 2^63 bytes")
    }
    let demand = entry.kind == .regularFile ? wanted.demand(for: path, size: entry.size) : WantedFiles.Demand()
    let isCompared =
      request.digestsFiles && entry.kind == .regularFile && request.digestedEntries?.contains(number) != false
    let content = try keep(demand, number, of: tar, isCompared: isCompared)
    if request.digestsFiles {
      contents.fileDigests.append(isCompared ? content.map(ContentDigest.init) ?? tar.digest() : .none)
    }
  }

  /// Keeps what is wanted of a file; its content, where it had to be read as a whole.
  private mutating func keep(
    _ demand: WantedFiles.Demand, _ number: Int, of tar: borrowing TarReader, isCompared: Bool
  ) throws(ArchiveError) -> [UInt8]? {
    if demand.isEmpty { return nil }
    if !demand.keepsBytes, demand.scans.isEmpty, !isCompared {
      contents.kept.digests[number] = tar.sha256()
      return nil
    }
    let size = tar.entry.size
    guard !demand.keepsBytes || budget.keep(size) else { throw keptTooMuch() }
    guard let bytes = tar.contents() else { return nil }
    if demand.keepsBytes { contents.kept.bytes[number] = bytes }
    if demand.wantsDigest { contents.kept.digests[number] = .of(bytes) }
    guard budget.keep(contents.kept.scan(bytes, entry: number, demand.scans)) else { throw keptTooMuch() }
    return bytes
  }

  private func keptTooMuch() -> ArchiveError {
    ArchiveError(.limitExceeded, "the files that rules want to see have more than \(limits.keptBytes) bytes")
  }

  private func checkLimits(_ entry: ArchiveEntry) throws(ArchiveError) {
    guard contents.listing.count < limits.entriesPerLayer else {
      throw ArchiveError(.limitExceeded, "the layer has more than \(limits.entriesPerLayer) entries")
    }
    if contents.listing.count % budget.lot == 0, !budget.takeEntries() {
      throw ArchiveError(.limitExceeded, "the layers together have more than \(limits.totalEntries) entries")
    }
    guard max(entry.path.count, entry.link.count) <= limits.pathBytes else {
      throw ArchiveError(.limitExceeded, "a path in the layer is longer than \(limits.pathBytes) bytes")
    }
    guard contents.listing.nameBytes + entry.path.count + entry.link.count <= limits.nameBytesPerLayer else {
      throw ArchiveError(.limitExceeded, "the names in the layer have more than \(limits.nameBytesPerLayer) bytes")
    }
  }

  private mutating func noteHostilePath(_ entry: ArchiveEntry) {
    let complaint: String? =
      if entry.path.isEmpty {
        "cannot be read"
      } else if path.leavesRoot {
        "leads out of the image by “..”"
      } else if path.hasParentReference {
        "has “..” in it"
      } else if path.hasDriveLetter {
        "begins with a drive letter"
      } else {
        nil
      }
    guard let complaint else { return }
    let name = display(entry.path)
    let message = "the path of an entry of the layer, “\(name)”, \(complaint)"
    // `..` that stays inside is odd but harmless; nobody writes the others but to break out.
    let isHostile = path.leavesRoot || path.hasDriveLetter
    contents.faults.add(
      isHostile
        ? ImageFault(.hostilePath, message, path: name, fatal: .hostilePath)
        : ImageFault(.hostilePath, message, path: name))
  }

  /// The length of the stream, after looking at what lies behind the end mark.
  private mutating func judgeEnd(_ end: TarEnd) throws(ArchiveError) -> Int {
    if end.trailingBytes > 0, end.zeroBlocks == 1 {
      throw ArchiveError(
        .damagedArchive,
        "the layer has one block of zeros followed by more data at byte \(end.offset): entries could be hidden there")
    }
    if end.trailingBytes > 0, !end.firstBytesBehind.starts(with: Array("stargz.index.json".utf8)) {
      contents.faults.add(
        ImageFault(
          .trailingArchiveData, "\(end.trailingBytes) bytes follow the end mark of the layer's tar: expected only zeros"
        ))
    }
    if end.zeroBlocks == 0, request.tarAlgorithms.isEmpty {
      contents.faults.add(
        ImageFault(
          .truncatedArchive, "the layer's tar has no end mark, so it may be cut off; its digest was not checked"))
    }
    return end.length
  }
}

private func cutOff(_ blob: Blob) -> ArchiveError {
  let present = max(0, blob.file.size - blob.offset)
  return ArchiveError(
    .truncatedArchive, "the layer is cut off: \(present) of its \(blob.length) bytes are there; export the image again",
    offset: blob.file.size)
}

private func notATar(_ start: [UInt8]) -> ArchiveError {
  if start.dropFirst(257).starts(with: "ustar".utf8) {
    return ArchiveError(.damagedArchive, "the first tar header of the layer is damaged")
  }
  let found = start.isEmpty ? nil : describeContent(start)
  return ArchiveError(
    .unsupportedMediaType, "the layer is \(found ?? "no tar"): expected a tar, plain or compressed with gzip or zstd")
}

private func lossyHeader(_ path: [UInt8], _ warning: String) -> ImageFault {
  let name = display(path)
  return ImageFault(
    .damagedTarHeader, "the header of “\(name)” in the layer is malformed, so readers may disagree on it (\(warning))",
    path: name)
}

/// Names are bytes here, so it is no loss when libarchive cannot convert one.
private func isAboutCharacters(_ warning: String) -> Bool { warning.contains("can't be converted") }
